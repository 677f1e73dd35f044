create table "order" (
  id uuid primary key,
  pay_code text not null unique,
  title text not null,
  basis text not null,
  amount_fen bigint not null check (amount_fen > 0),
  state text not null,
  payer text not null,
  payer_name text not null,
  unit text not null,
  case_id uuid not null,
  receipt text,
  paid_at timestamptz,
  opened_at timestamptz not null
);
create index order_by_case on "order" (case_id);
-- Double entry: what a payment moves sums to zero.
create table entry (order_id uuid not null, account text not null, amount_fen bigint not null, at timestamptz not null, primary key (order_id, account));
revoke update, delete on entry from xiangyun_app;
