-- Gives an event the room's next position, appends it to the bounded history and publishes it.
-- ARGV: 3 channel, 4 events kept, 5 event id, 6 the event's JSON before seq, 7 after seq, 8 conflation key, 9 PUBLISH or SPUBLISH,
-- 10 bytes kept
-- Answers {epoch, seq}; for an event id that the room knows, those of then.
local already = redis.call('ZSCORE', KEYS[3], ARGV[5])
if already then
  return {epoch, already}
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local next = string.format('%.0f', math.max(now, seq + 1))
local message = table.concat({epoch, ARGV[5], seq, next, ARGV[6] .. next .. ARGV[7], ARGV[8]}, '\n')
redis.call('XADD', KEYS[2], next .. '-0', 'id', ARGV[5], 'message', message)
redis.call('ZADD', KEYS[3], next, ARGV[5])

local kept = tonumber(ARGV[4])
local length, from = redis.call('XLEN', KEYS[2]), '-'
-- Counted anew when it is the only one: Redis may have evicted the others.
bytes = length > 1 and bytes + #message or #message
while length > kept or (length > 1 and bytes > tonumber(ARGV[10])) do
  local entry = redis.call('XRANGE', KEYS[2], from, '+', 'COUNT', 1)[1]
  floor, from = string.sub(entry[1], 1, -3), '(' .. entry[1]
  length, bytes = length - 1, bytes - #entry[2][4]
end
redis.call('XTRIM', KEYS[2], 'MAXLEN', length)

-- Ids are known for five minutes, 100,000 of them, and in any case those of the history. Two go for one that comes:
-- no event pays for a whole pile of old ones.
local surplus = redis.call('ZCARD', KEYS[3]) > math.max(100000, kept)
local oldest = redis.call('ZRANGE', KEYS[3], 0, 1, 'WITHSCORES')
for i = 1, #oldest, 2 do
  if surplus or tonumber(oldest[i + 1]) <= math.min(now - 300000, floor) then
    redis.call('ZREM', KEYS[3], oldest[i])
  end
end

redis.call('HSET', KEYS[1], 'seq', next, 'floor', floor, 'bytes', bytes)
redis.call(ARGV[9], ARGV[3], message)
return {epoch, next}
