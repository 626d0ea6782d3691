"""Scrapy's settings: everything that could ask, keep or decide on its own is off.

Pace, retries, redirects, robots.txt and the archive are the fetcher's (crawler.fetching).
Bounds of a visit are the watchlist's (`crawler.portals.Limits`), not settings.
"""

BOT_NAME = "gongkai"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TWISTED_DNS_RESOLVER = "crawler.fetching.names.ReactorNames"
REACTOR_THREADPOOL_MAXSIZE = 8

# The fetcher paces; the downloader only carries.
CONCURRENT_ITEMS = 4
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 16
DOWNLOAD_DELAY = 0
DOWNLOAD_DELAY_JITTER = 0
DOWNLOAD_MAXSIZE = 5_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 20
DOWNLOAD_FAIL_ON_DATALOSS = True

ROBOTSTXT_OBEY = False  # obeyed by the fetcher, which archives robots.txt too
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
COOKIES_ENABLED = False
HTTPCACHE_ENABLED = False
HTTPPROXY_ENABLED = False
AJAXCRAWL_ENABLED = False
COMPRESSION_ENABLED = (
    False  # undone by crawler.fetching.coding: within a bound, and whole or not at all
)
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}

TELNETCONSOLE_ENABLED = False
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
}
LOG_LEVEL = "WARNING"
LOG_STDOUT = False
STATS_DUMP = False
FEED_EXPORT_ENCODING = "utf-8"
