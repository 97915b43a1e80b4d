"""What follows from the ledger alone, as tables: meetings, and up to which entry they go."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("web", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Projected",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form", models.PositiveSmallIntegerField()),
                ("sequence", models.PositiveBigIntegerField(default=0)),
                ("head", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="MeetingNow",
            fields=[
                ("key", models.TextField(primary_key=True, serialize=False)),
                ("cell", models.TextField()),
                ("period", models.CharField(max_length=10)),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("subject", models.CharField(max_length=60)),
                ("day", models.DateField(null=True)),
                ("stage", models.CharField(max_length=20)),
                ("framework", models.CharField(blank=True, max_length=200)),
                ("framework_hash", models.CharField(blank=True, max_length=64)),
                ("own", models.CharField(blank=True, max_length=60)),
                ("own_place", models.PositiveSmallIntegerField(null=True)),
                ("computed", models.CharField(blank=True, max_length=60)),
                ("computed_place", models.PositiveSmallIntegerField(null=True)),
                ("decided", models.CharField(blank=True, max_length=60)),
                ("decided_place", models.PositiveSmallIntegerField(null=True)),
                ("is_otherwise", models.BooleanField(default=False)),
                ("rated", models.CharField(blank=True, max_length=60)),
                ("rated_place", models.PositiveSmallIntegerField(null=True)),
                ("own_least", models.IntegerField(null=True)),
                ("own_most", models.IntegerField(null=True)),
                ("own_total", models.IntegerField(null=True)),
                ("upper_least", models.IntegerField(null=True)),
                ("upper_most", models.IntegerField(null=True)),
                ("upper_total", models.IntegerField(null=True)),
                ("total", models.IntegerField(null=True)),
                ("border", models.IntegerField(null=True)),
                ("own_lost", models.JSONField(null=True)),
                ("upper_lost", models.JSONField(null=True)),
                ("differing", models.PositiveSmallIntegerField(null=True)),
                ("missing", models.PositiveSmallIntegerField(null=True)),
                ("findings", models.PositiveSmallIntegerField(null=True)),
                ("present", models.PositiveIntegerField(null=True)),
                ("members", models.PositiveIntegerField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("evaluation", models.PositiveBigIntegerField(null=True)),
                ("submission", models.PositiveBigIntegerField(null=True)),
                ("upper", models.PositiveBigIntegerField(null=True)),
                ("decision", models.PositiveBigIntegerField(null=True)),
                ("sequence", models.PositiveBigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["period", "cell"], name="meetings_of_a_month")],
            },
        ),
    ]
