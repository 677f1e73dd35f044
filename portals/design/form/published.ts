/** What the state already knows of an answer. */
export interface Known {
  value: unknown
  /** Which register says so: 人口库（公安）. */
  source: string
  /** As of which day. */
  since?: string
  /** Whom to ask when it is wrong and cannot be corrected here: office and telephone. */
  contact?: string
  /** What to name when the person says that it is wrong; left out where nobody can ask for that. */
  register?: string
  field?: string
}

/** One mistake and its place in the answers. */
export interface Mistake { at: string, message: string }
