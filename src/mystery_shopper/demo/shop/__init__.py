"""The embedded demo shop Harbour & Pine: django-oscar's domain behind its own small storefront."""
