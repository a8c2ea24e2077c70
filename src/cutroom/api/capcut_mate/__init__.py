"""The dialect of capcut-mate's published clients."""
