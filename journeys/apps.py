from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "journeys"

    def ready(self) -> None:
        # Importing registers the kinds of question with journeys.definition.
        import journeys.question_types  # noqa: F401  # imported for its registry
