"""The hours of the ledger."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0005_frameworks"),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerHour",
            fields=[
                ("sequence", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("time", models.CharField(max_length=20)),
                ("is_clock", models.BooleanField(default=False)),
            ],
        ),
    ]
