"""The yearly appraisal at the edges: workbooks that come in, what is stored, what comes out."""
