-- 0002 metrics: what was measured, first in 10 s slots per node, later one point a minute.
-- Why:      percentiles over any window need mergeable histograms, not averages.
-- Locks:    none on existing tables; all are new.
-- Rollback: drop the tables below; measurements are lost, nothing else refers to them.

-- The id is a hash of the rest, so that a node needs no look-up before it writes.
create table metric_series (
  tenant      text        not null references tenant,
  series_id   uuid        not null,
  layer       text        not null,
  type        text        not null,
  service     text        not null,
  region      text        not null,
  source      text        not null check (source in ('server', 'client')),
  labels      jsonb       not null,
  created_at  timestamptz not null default now(),
  primary key (tenant, series_id)
);
create index metric_series_layer on metric_series (tenant, layer, type);

-- One row per applied batch: a batch sent again finds its receipt, also after its points were compacted away.
create table metric_flush (
  node_id     text        not null,
  seq         bigint      not null,
  flushed_at  timestamptz not null default now(),
  primary key (node_id, seq)
);
create index metric_flush_at on metric_flush (flushed_at);

create table metric_slot (
  tenant     text             not null,
  series_id  uuid             not null,
  slot_at    timestamptz      not null,
  node_id    text             not null,
  seq        bigint           not null,
  count      double precision not null check (count > 0),
  sum        double precision not null,
  min        double precision not null,
  max        double precision not null,
  histogram  bytea,
  primary key (tenant, series_id, slot_at, node_id, seq)
);
create index metric_slot_at on metric_slot (slot_at);

create table metric_minute (
  tenant     text             not null,
  series_id  uuid             not null,
  slot_at    timestamptz      not null,
  count      double precision not null check (count > 0),
  sum        double precision not null,
  min        double precision not null,
  max        double precision not null,
  histogram  bytea,
  primary key (tenant, series_id, slot_at)
);
create index metric_minute_at on metric_minute (tenant, slot_at);
