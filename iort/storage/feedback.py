"""Placeholder until the storage branch is merged."""


class FeedbackStore:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str, str], bool] = {}

    async def keep(self, conversation: str, message_id: str, answer: str, helpful: bool) -> None:
        self.kept[conversation, message_id, answer] = helpful
