"""Scrapy's part: one spider that carries out visits, and running it for a portal group."""
