-- Gives an event the room's next position, appends it to the bounded history and publishes it.
-- ARGV: 3 channel, 4 events kept, 5 event id, 6 the event's JSON before seq, 7 after seq, 8 conflation key
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
local over = redis.call('XLEN', KEYS[2]) - kept
if over > 0 then
  for _, entry in ipairs(redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', over)) do
    floor = string.sub(entry[1], 1, -3)
  end
  redis.call('XTRIM', KEYS[2], 'MAXLEN', kept)
end

-- Ids are known for five minutes, 100,000 of them, and in any case those of the history. Two go for one that comes:
-- no event pays for a whole pile of old ones.
local surplus = redis.call('ZCARD', KEYS[3]) > math.max(100000, kept)
local oldest = redis.call('ZRANGE', KEYS[3], 0, 1, 'WITHSCORES')
for i = 1, #oldest, 2 do
  if surplus or tonumber(oldest[i + 1]) <= math.min(now - 300000, floor) then
    redis.call('ZREM', KEYS[3], oldest[i])
  end
end

redis.call('HSET', KEYS[1], 'seq', next, 'floor', floor)
redis.call('PUBLISH', ARGV[3], message)
return {epoch, next}
