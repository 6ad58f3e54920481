-- Answers {epoch, seq, 1 if nothing after the position asked for fell out or else 0, messages after it}.
-- ARGV: 4 epoch and 5 seq of the position
local epoch, seq = open(KEYS[1], KEYS[2])
local oldest = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
local floor = oldest and read(oldest) or seq
if ARGV[4] ~= epoch or tonumber(ARGV[5]) < tonumber(floor) then
  return {epoch, seq, 0, {}}
end
local messages = {}
for _, entry in ipairs(redis.call('XRANGE', KEYS[2], ARGV[5] .. '-1', '+')) do
  local _, _, message = read(entry)
  messages[#messages + 1] = message
end
return {epoch, seq, 1, messages}
