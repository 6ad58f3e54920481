-- Gives a worker's number to an instance unless another holds it; its own lease begins anew.
-- KEYS: 1 the number's. ARGV: 1 instance, 2 lease in ms. Answers 1 when the number is the instance's now, else 0.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
