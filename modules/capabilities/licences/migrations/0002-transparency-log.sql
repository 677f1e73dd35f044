-- What happened to licences, for anyone to check: each entry is a leaf of a Merkle log over SM3 (RFC 6962 manner). An entry gets its position when it is sealed.
create table log_entry (
  id uuid primary key,
  identifier text not null,
  event text not null,
  state text not null,
  at timestamptz not null,
  file_hash text,
  valid_until date,
  position bigint unique
);
create index log_entry_by_identifier on log_entry (identifier);
create index log_entry_waiting on log_entry (id) where position is null;

-- Complete subtrees, the leaves at level 0: what a proof reads.
create table log_node (level int not null, position bigint not null, hash bytea not null, primary key (level, position));

create table log_head (size bigint primary key, at timestamptz not null, root bytea not null, frontier jsonb not null, signature bytea not null);
revoke update, delete on log_node, log_head from xiangyun_app;
revoke delete on log_entry from xiangyun_app;

-- What was issued before there was a log enters it as it stands.
insert into log_entry (id, identifier, event, state, at, file_hash, valid_until)
  select id, identifier, case when file_hash is null then 'held' else 'issued' end, state, since, file_hash, valid_until from licence
  union all select id, id::text, 'lettered', 'valid', at, file_hash, null from letter;
