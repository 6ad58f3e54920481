-- Answers {epoch, seq} of a room.
local epoch, seq = open(KEYS[1], KEYS[2])
return {epoch, seq}
