-- A code sent to the person's telephone raises a session to `strong`; kept as a fingerprint, for a few minutes and tries.
alter table session add column code text, add column code_until timestamptz, add column code_tries int not null default 0;
