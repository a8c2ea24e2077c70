"""From a draft to a timeline: the only place that knows both vocabularies."""
