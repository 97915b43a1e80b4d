"""Frameworks that people propose, and that others take in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0006_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProposedFramework",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("hash", models.CharField(max_length=64)),
                ("text", models.TextField()),
                ("cases", models.TextField(blank=True)),
                ("node", models.CharField(max_length=200)),
                ("proposed", models.DateTimeField()),
                ("first", models.DateField(null=True)),
                ("confirmed", models.DateTimeField(null=True)),
                ("withdrawn", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed__isnull", False)),
                        fields=("name",),
                        name="one_content_of_a_framework",
                    )
                ],
            },
        ),
    ]
