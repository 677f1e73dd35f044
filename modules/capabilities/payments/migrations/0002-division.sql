-- Where the case is: the windows of that place may collect for somebody present. An order without it is the payer's alone.
alter table "order" add column division text not null default '';
