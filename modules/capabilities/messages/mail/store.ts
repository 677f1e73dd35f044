import { sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'

export type AskedRow = { sealed: Buffer; code: string; tries: number; until: Date; asked: number; began: Date }
export type LetterRow = { message: string; tries: number; title: string; text: string; link: string | null; template: string; sealed: Buffer | null }

/** SQL on addresses and letters. */
export function mailStore(db: Db) {
  return {
    address: (receiver: string) => db.one<{ sealed: Buffer; since: Date }>(sql`select sealed, since from messages.mail_address where receiver = ${receiver}`),
    setAddress: (receiver: string, sealed: Buffer, at: Date) => db.run(sql`insert into messages.mail_address (receiver, sealed, since) values (${receiver}, ${sealed}, ${at}) on conflict (receiver) do update set sealed = excluded.sealed, since = excluded.since`),
    dropAddress: (receiver: string) => db.run(sql`delete from messages.mail_address where receiver = ${receiver}`),
    asked: (receiver: string) => db.one<AskedRow>(sql`select sealed, code, tries, until, asked, began from messages.mail_asked where receiver = ${receiver} for update`),
    ask: (receiver: string, row: AskedRow) => db.run(sql`insert into messages.mail_asked (receiver, sealed, code, tries, until, asked, began) values (${receiver}, ${row.sealed}, ${row.code}, 0, ${row.until}, ${row.asked}, ${row.began})
      on conflict (receiver) do update set sealed = excluded.sealed, code = excluded.code, tries = 0, until = excluded.until, asked = excluded.asked, began = excluded.began`),
    tried: (receiver: string) => db.run(sql`update messages.mail_asked set tries = tries + 1 where receiver = ${receiver}`),
    used: (receiver: string) => db.run(sql`update messages.mail_asked set code = '' where receiver = ${receiver}`),
    /** Some that are due; until `back` nobody else takes them. An address that was taken away meanwhile is null. */
    take: (now: Date, back: Date, most: number) => db.rows<LetterRow>(sql`with taken as (
        update messages.letter set due = ${back}, tries = tries + 1 where message in (select message from messages.letter where state = 'waiting' and due <= ${now} order by due limit ${most} for update skip locked) returning message, receiver, tries)
      select t.message, t.tries, m.title, m.text, m.link, m.template, a.sealed from taken t join messages.message m on m.id = t.message left join messages.mail_address a on a.receiver = t.receiver order by m.id`),
    sent: (message: string, at: Date) => db.run(sql`update messages.letter set state = 'sent', sent_at = ${at} where message = ${message}`),
    putOff: (message: string, due: Date) => db.run(sql`update messages.letter set due = ${due} where message = ${message} and state = 'waiting'`),
    failed: (message: string) => db.run(sql`update messages.letter set state = 'failed' where message = ${message}`),
    latest: (limit: number) => db.rows<{ message: string; at: Date; receiver: string; state: string; title: string; text: string }>(sql`select l.message, m.at, l.receiver, l.state, m.title, m.text from messages.letter l join messages.message m on m.id = l.message order by l.message desc limit ${limit}`),
  }
}
