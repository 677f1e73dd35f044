-- Uses a code or a refresh token up; whoever comes second, or after it was taken back, is refused with a code of its own and the grant that it came of.
create function use_once(of_kind text, of_id text, at timestamptz) returns void language plpgsql as $$
begin
  update identity.oidc set consumed_at = at where kind = of_kind and id = of_id and consumed_at is null;
  if not found then
    raise exception 'already used' using errcode = 'XY002', detail = coalesce((select grant_id from identity.oidc where kind = of_kind and id = of_id), '');
  end if;
end $$;
