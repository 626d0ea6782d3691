"""The yearly appraisal for people: the workbook that they fill in, and what comes out of it."""
