"""What customers write to the shop after buying: messages and return requests."""

from __future__ import annotations

from django.db import models


class ContactMessage(models.Model):
    """A message from the contact form; its reference is told to the customer."""

    name = models.CharField(max_length=200)
    email = models.EmailField()
    text = models.TextField()
    created = models.DateTimeField(auto_now_add=True)

    @property
    def reference(self) -> str:
        return f"MSG-{4000 + self.pk}"


class ReturnRequest(models.Model):
    """A return that a customer asked for; ``lines`` names what comes back, one product a line."""

    order = models.ForeignKey("order.Order", on_delete=models.CASCADE, related_name="return_requests")
    lines = models.TextField()
    reason = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)

    @property
    def reference(self) -> str:
        return f"RET-{7000 + self.pk}"
