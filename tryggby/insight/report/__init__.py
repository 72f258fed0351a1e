"""The report on effect for a council or a funder: its contents, its files, and the paper."""
