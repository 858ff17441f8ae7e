-- KEYS: values, ends, keys. How many of each; they are equal.
return { redis.call('HLEN', KEYS[1]), redis.call('ZCARD', KEYS[2]), redis.call('ZCARD', KEYS[3]) }
