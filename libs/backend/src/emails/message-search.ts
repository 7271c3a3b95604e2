import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Statement } from '../store/atomic-writer';
import { list, type SqlReader } from '../store/sql-reader';
import { byStatement } from '../store/statements';
import { asciiWords, foldForSearch, isAscii, type personMark, personWords, withAsciiSeparators, wordsOf } from './search-text';

/** So many matches are read at once, where that is possible at all: some megabytes. */
export const mostMatches = 200_000;

/** A condition on messages, to be put into a query. */
export interface SearchCondition {
  /** A query of `mail_message.seq` values, with one `?`. */
  seqs: string;
  /** The same, all of them at once: one row with `seqs`, a JSON array. `null`: the database is on a network, where that costs more. */
  allSeqs: string | null;
  /** A condition on rows of `mail_message`, with one `?`, for going through them in the order of another index. */
  row: string;
  parameter: string;
}

/** A message by its id, and the text that it is found by. */
export interface FindableMessage {
  id: string;
  text: string;
}

interface SearchWord {
  word: string;
  /** Whoever types it may go on. */
  isUnfinished: boolean;
}

/** What differs between the databases' full-text indexes. */
interface SearchDialect {
  key: string;
  /** What of a text is handed to the index. */
  text(text: string): string;
  /** The indexed value of that. */
  indexed: string;
  /** So many messages are indexed by one statement: a power of two. */
  rowsPerStatement: number;
  match: string;
  isInProcess: boolean;
  /** See `SearchCondition`. */
  row(words: readonly SearchWord[]): string;
  /** The query for all of these words; those that are unfinished may go on. */
  query(words: readonly SearchWord[]): string;
}

const quoted = (word: string): string => `"${word}"`;
/** A letter or two begin a large part of all words: what they may become is not looked for. Other scripts say more in one sign. */
const mayGoOn = ({ word, isUnfinished }: SearchWord): boolean => isUnfinished && (word.length >= 3 || !isAscii(word));

/**
 * The index keeps no positions (a third of the work of filling it), so what is asked must never become a phrase. Its ASCII
 * tokenizer splits at everything but letters, digits and what is not ASCII: folded text without signs beyond ASCII splits
 * into just the words that a query is made of.
 */
const sqlite: SearchDialect = {
  key: 'rowid',
  text: (text) => (isAscii(text) ? text : withAsciiSeparators(foldForSearch(text))),
  indexed: '?',
  rowsPerStatement: 1,
  match: 'mail_search MATCH ?',
  isInProcess: true,
  // What a beginning matches is put together once for all rows; the sign keeps the planner from starting with that.
  row: (words) =>
    words.some(mayGoOn)
      ? '+mail_message.seq IN (SELECT rowid FROM mail_search WHERE mail_search MATCH ?)'
      : 'EXISTS (SELECT 1 FROM mail_search WHERE mail_search MATCH ? AND mail_search.rowid = mail_message.seq)',
  query: (words) => words.map((word) => `${quoted(word.word)}${mayGoOn(word) ? '*' : ''}`).join(' '),
};

/** PostgreSQL takes 2,046 bytes of a word, and a letter takes three at most. */
const longestLexeme = 680;
const lexeme = (word: string): string => word.slice(0, longestLexeme);

/**
 * The index gets its words from here: PostgreSQL's parser would keep an address or a host name whole, takes twice the time, and notes
 * positions, which nothing that is asked needs.
 */
const postgres: SearchDialect = {
  key: 'message_seq',
  text: (text) => (isAscii(text) ? asciiWords(text, longestLexeme) : wordsOf(foldForSearch(text)).map(lexeme).join(' ')),
  indexed: 'CAST(? AS tsvector)',
  rowsPerStatement: 128,
  match: 'body @@ CAST(? AS tsquery)',
  isInProcess: false,
  // A scalar, which the planner does not turn into a join with all that match.
  row: () => '(SELECT body @@ CAST(? AS tsquery) FROM mail_search WHERE message_seq = mail_message.seq)',
  query: (words) => words.map((word) => `'${lexeme(word.word.toLowerCase())}'${mayGoOn(word) ? ':*' : ''}`).join(' & '),
};

/** InnoDB does not index its default stop words, nor what is shorter than three characters: they get a beginning that makes them longer. */
const stopWords = new Set('about and are com for from how that the this was what when where who will with und www'.split(' '));
const longEnough = (word: string): string => (word.length < 3 || stopWords.has(word.toLowerCase()) ? `zzshort${word}` : word);

const mysql: SearchDialect = {
  row: () => 'seq IN (SELECT message_seq FROM mail_search WHERE MATCH (body) AGAINST (? IN BOOLEAN MODE))',
  key: 'message_seq',
  text: (text) => wordsOf(foldForSearch(text)).map(longEnough).join(' '),
  indexed: '?',
  rowsPerStatement: 128,
  match: 'MATCH (body) AGAINST (? IN BOOLEAN MODE)',
  isInProcess: false,
  query: (words) =>
    words
      .map(({ word, isUnfinished }) => {
        const indexed = longEnough(word);
        if (!isUnfinished) return `+${indexed}`;
        return indexed === word ? `+${word}*` : `+(${word}* ${indexed}*)`;
      })
      .join(' '),
};

/** Full-text search over subjects, people and the beginning of bodies, by the database's own index. */
@Injectable()
export class MessageSearch {
  private readonly dialect: SearchDialect;

  constructor(@InjectDataSource() { options: { type } }: DataSource) {
    this.dialect = type === 'postgres' ? postgres : type === 'mysql' || type === 'mariadb' ? mysql : sqlite;
  }

  /**
   * Makes messages that are there findable. On SQLite one a statement: one that inserts several rows, or what a query finds, would be
   * undone by itself if it failed, for which FTS5 writes to disk what it has gathered, rather than once a transaction.
   */
  add(messages: readonly FindableMessage[]): Statement[] {
    const { key, indexed, rowsPerStatement } = this.dialect;
    const row = `((SELECT seq FROM mail_message WHERE id = ?), ${indexed})`;
    return byStatement(messages, rowsPerStatement, ({ text }) => text.length).map((chunk) => ({
      sql: `INSERT INTO mail_search(${key}, body) VALUES ${chunk.map(() => row).join(', ')}`,
      parameters: chunk.flatMap(({ id, text }) => [id, this.dialect.text(text)]),
    }));
  }

  /** To be run before the messages themselves are deleted. */
  remove(messageIds: readonly string[]): Statement {
    return {
      sql: `DELETE FROM mail_search WHERE ${this.dialect.key} IN (SELECT seq FROM mail_message WHERE id IN ${list(messageIds.length)})`,
      parameters: messageIds,
    };
  }

  /** Those of the messages that can be found. @param seqs `mail_message.seq` values */
  async indexed(reader: SqlReader, seqs: readonly number[]): Promise<number[]> {
    const { key } = this.dialect;
    return (await reader.rowsIn<{ seq: number }>(`SELECT ${key} AS seq FROM mail_search WHERE ${key} IN`, seqs)).map(({ seq }) => seq);
  }

  /**
   * Messages with every word of what somebody typed, the last one as far as it is typed, and with words of their people.
   * Only letters and digits reach the index, so nothing that is typed is read as the index's own syntax. `null`: there is
   * no word in it.
   */
  condition(typed: string, people: Partial<Record<keyof typeof personMark, readonly string[]>> = {}): SearchCondition | null {
    const words = wordsOf(foldForSearch(typed)).slice(0, 20);
    const marked = [...personWords('from', people.from ?? []), ...personWords('to', people.to ?? [])].slice(0, 20);
    if (words.length + marked.length === 0) return null;
    const asked = [
      ...words.map((word, index) => ({ word, isUnfinished: index === words.length - 1 })),
      ...marked.map((word) => ({ word, isUnfinished: true })),
    ];
    const seqs = `SELECT ${this.dialect.key} AS seq FROM mail_search WHERE ${this.dialect.match}`;
    return {
      seqs,
      allSeqs: this.dialect.isInProcess ? `SELECT json_group_array(seq) AS seqs FROM (${seqs} LIMIT ${mostMatches + 1})` : null,
      row: this.dialect.row(asked),
      parameter: this.dialect.query(asked),
    };
  }
}
