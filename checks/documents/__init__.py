"""Normative documents (规范性文件): their labels, their dates, their validity."""
