-- A month of departures from New York's three airports, as a stream: which flights, hours and airlines were late?
-- Run it with `make demo`. It is plain Flink SQL: a Flink cluster gives the same answers.

CREATE TABLE flights (
  `year` STRING, `month` STRING, `day` STRING,
  dep_time STRING, sched_dep_time STRING, dep_delay INT,
  arr_time STRING, sched_arr_time STRING, arr_delay INT,
  carrier STRING, flight INT, tailnum STRING, origin STRING, dest STRING,
  air_time INT, distance INT, `hour` STRING, `minute` STRING, time_hour STRING,
  -- Event time: the scheduled departure, on New York's clocks. The file is sorted by day, and within a day by when flights really left.
  scheduled AS TO_TIMESTAMP(CONCAT(`year`, '-', `month`, '-', `day`, ' ', `hour`, ':', `minute`), 'yyyy-M-d H:m'),
  WATERMARK FOR scheduled AS scheduled - INTERVAL '1' DAY
) WITH (
  'connector' = 'filesystem', 'path' = 'Examples/Flights/data/flights.csv.gz',
  'format' = 'csv', 'csv.null-literal' = 'NA'
);

CREATE TABLE airlines (carrier STRING, name STRING) WITH (
  'connector' = 'filesystem', 'path' = 'Examples/Flights/data/airlines.csv.gz', 'format' = 'csv'
);

-- 1. Every flight that left more than five hours late, as it comes by.
SELECT
  DATE_FORMAT(scheduled, 'MMM dd HH:mm') AS scheduled,
  CONCAT(carrier, ' ', CAST(flight AS STRING)) AS flight,
  CONCAT(origin, ' → ', dest) AS route,
  distance AS miles,
  dep_delay / 60 AS `hours late`
FROM flights
WHERE dep_delay > 300;

-- 2. Each hour of each airport, complete as soon as the watermark has passed it: here those that went badly.
CREATE TEMPORARY VIEW hourly AS
SELECT
  window_start, window_time, origin,
  COUNT(*) AS departures,
  COUNT(*) FILTER (WHERE dep_delay IS NULL) AS cancelled,
  AVG(CAST(dep_delay AS DOUBLE)) AS mean_delay,
  MAX(dep_delay) AS max_delay
FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(scheduled), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, window_time, origin;

SELECT
  DATE_FORMAT(window_start, 'MMM dd HH:mm') AS `hour`, origin, departures, cancelled,
  CAST(mean_delay AS DECIMAL(6, 1)) AS `mean delay (min)`, max_delay AS `longest (min)`
FROM hourly
WHERE cancelled >= 5 OR mean_delay > 90;

-- 3. A running account of each airline, kept up to date by every flight.
SELECT
  name AS airline, flights, cancelled,
  CAST(mean_delay AS DECIMAL(6, 1)) AS `mean delay (min)`,
  REPEAT('█', CAST(mean_delay AS INT)) AS `as a bar`
FROM (
  SELECT
    carrier, COUNT(*) AS flights, COUNT(*) FILTER (WHERE dep_delay IS NULL) AS cancelled,
    AVG(CAST(dep_delay AS DOUBLE)) AS mean_delay
  FROM flights GROUP BY carrier
) AS account
JOIN airlines ON account.carrier = airlines.carrier;

-- 4. The month at a glance: each airport's mean delay, a block a day.
SELECT
  origin, SUM(departures) AS departures, SUM(cancelled) AS cancelled,
  LISTAGG(SUBSTRING('▁▂▃▄▅▆▇█' FROM CAST(LEAST(COALESCE(mean_delay, 0) / 8, 7) AS INT) + 1 FOR 1), '') AS `January, day by day`
FROM (
  SELECT
    window_start, origin, COUNT(*) AS departures, COUNT(*) FILTER (WHERE dep_delay IS NULL) AS cancelled,
    AVG(CAST(dep_delay AS DOUBLE)) AS mean_delay
  FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(scheduled), INTERVAL '1' DAY))
  GROUP BY window_start, window_end, origin
) AS daily
GROUP BY origin;
