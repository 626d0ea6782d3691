"""What a generic reader cannot do: the ways in which single content systems fill their lists."""
