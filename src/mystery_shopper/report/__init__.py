"""From visits to what people read: Allure, visits.jsonl, the summary, the digest page and the story."""
