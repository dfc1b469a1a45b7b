"""`POST /api/chat`: the danger guard, limits, the claim of the turn, the bot, the wording, the record of the exchange."""
