"""The working-day calendar (工作日): official holidays and make-up days, Beijing dates."""
