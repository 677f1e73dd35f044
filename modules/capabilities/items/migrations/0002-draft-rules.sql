-- The decisions that are being edited; null while they stay as published.
alter table draft add column rules text;
