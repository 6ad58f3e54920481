-- Answers {epoch, seq, 1 if nothing after the position asked for fell out or else 0, messages after it}.
-- ARGV: 3 epoch and 4 seq of the position
if ARGV[3] ~= epoch or tonumber(ARGV[4]) < tonumber(floor) then
  return {epoch, seq, 0, {}}
end
local messages = {}
for _, entry in ipairs(redis.call('XRANGE', KEYS[2], ARGV[4] .. '-1', '+')) do
  messages[#messages + 1] = entry[2][4]
end
return {epoch, seq, 1, messages}
