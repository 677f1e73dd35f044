import { none, sql } from '@xiangyun/kernel/database'
import type { Db } from '@xiangyun/kernel/database'

export type MessageRow = { id: string; at: Date; receiver: string; template: string; title: string; text: string; link: string | null; read_at: Date | null }
export type NewMessage = Omit<MessageRow, 'at' | 'read_at'> & { at: string; source: string }

/** SQL on messages, on what people have left, and on the items they follow. */
export function messageStore(db: Db) {
  return {
    /** Each event gives somebody a message of a template once; who has left the topic gets none. It goes out by mail to whoever has given an address. */
    add: (messages: readonly NewMessage[], topic: string) => db.later(sql`with added as (insert into messages.message (id, receiver, at, template, title, text, link, source)
      select id, receiver, at, template, title, text, link, source
        from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as t(id uuid, receiver text, at timestamptz, template text, title text, text text, link text, source uuid)
       where not exists (select 1 from messages.left_topic l where l.receiver = t.receiver and l.topic = ${topic})
      on conflict do nothing returning id, receiver, at)
      insert into messages.letter (message, receiver, due) select a.id, a.receiver, a.at from added a join messages.mail_address m on m.receiver = a.receiver`),
    of: (receiver: string, before: string | undefined, limit: number) => db.rows<MessageRow>(sql`select id, at, receiver, template, title, text, link, read_at from messages.message where receiver = ${receiver} ${before ? sql`and id < ${before}` : none} order by id desc limit ${limit}`),
    unread: async (receiver: string) => (await db.one<{ n: number }>(sql`select count(*) as n from messages.message where receiver = ${receiver} and read_at is null`))!.n,
    read: (receiver: string, at: Date) => db.run(sql`update messages.message set read_at = ${at} where receiver = ${receiver} and read_at is null`),
    latest: (limit: number) => db.rows<MessageRow>(sql`select id, at, receiver, template, title, text, link, read_at from messages.message order by id desc limit ${limit}`),
    left: async (receiver: string) => new Set((await db.rows<{ topic: string }>(sql`select topic from messages.left_topic where receiver = ${receiver}`)).map(({ topic }) => topic)),
    leave: (receiver: string, topic: string, at: Date) => db.run(sql`insert into messages.left_topic (receiver, topic, at) values (${receiver}, ${topic}, ${at}) on conflict do nothing`),
    take: (receiver: string, topic: string) => db.run(sql`delete from messages.left_topic where receiver = ${receiver} and topic = ${topic}`),
    followed: (receiver: string) => db.rows<{ item: string; since: Date }>(sql`select item, since from messages.followed_item where receiver = ${receiver} order by since desc, item`),
    follow: (receiver: string, item: string, at: Date) => db.run(sql`insert into messages.followed_item (receiver, item, since) values (${receiver}, ${item}, ${at}) on conflict do nothing`),
    unfollow: (receiver: string, item: string) => db.run(sql`delete from messages.followed_item where receiver = ${receiver} and item = ${item}`),
    /** Who follows an item, in portions. */
    followers: async (item: string, after: string, limit: number) => (await db.rows<{ receiver: string }>(sql`select receiver from messages.followed_item where item = ${item} and receiver > ${after} order by receiver limit ${limit}`)).map(({ receiver }) => receiver),
  }
}
