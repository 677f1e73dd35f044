/** One answer of the search box. */
export interface SearchHit {
  key: string
  /** 事项、政策、我的办件、证照… */
  group: string
  title: string
  note?: string
}
