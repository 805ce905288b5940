"""A made-up table of hindcast scores in the columns of hindcast_skill.csv: one variable for every verdict."""

from __future__ import annotations

TABLE = """\
variable,code,horizon,n,groups,coverage50,coverage90,coverage90_low,coverage90_high,bias,crps,best_naive,skill,skill_low,skill_high,sample
ven_stock_total,,7-12,6,4,0.5,1,0.6,1,0.02,9000,drift,0.1,-0.2,0.3,mixed
ven_stock_total,,all,15,4,0.6,0.866667,0.62,0.96,-0.18,9000,last_value,0.4,0.1,0.6,mixed
ven_stock_regular,,all,1,1,1,1,0.3,1,0.01,9000,last_value,0.2,,,out-of-sample
col_exports_to_ven_fob,COL-VEN,7-12,4,4,0.25,0.5,0.2,0.8,0.9,120,arima,-1.5,-3.2,-0.4,out-of-sample
col_exports_to_ven_fob,COL-VEN,all,12,4,0.25,0.5,0.2,0.8,0.7,120,ets,-0.3,-0.925,-0.05,out-of-sample
displaced_persons,all,all,20,12,0.9,1,0.92,1,0.0,9,seasonal_naive,0.05,-0.4,0.35,out-of-sample
col_exports_via_customs,maicao,all,3,3,0.3,0.666667,0.2,0.9,0.1,5,drift,-0.1,-0.5,0.4,out-of-sample
coca_area,COL,all,2,2,0,0,0,0.6,-0.4,9,,,,,in-sample
"""
