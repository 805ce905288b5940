"""To and from other tools: EMA Workbench, Excel, SQL."""
