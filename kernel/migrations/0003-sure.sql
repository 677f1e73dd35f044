-- Fails the transaction when a write did not touch what it had to; the one who wrote need not wait to look.
create function sure(touched bigint, wanted bigint, what text) returns void language plpgsql as $$
begin
  if touched <> wanted then
    raise exception '%', what using errcode = 'XY001';
  end if;
end $$;
