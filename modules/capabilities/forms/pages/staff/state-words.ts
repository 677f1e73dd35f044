/** What a form's state is called, and its colour. */
export const stateWords = { draft: { word: '还没发布', tone: 'soon' }, open: { word: '正在收', tone: 'done' }, paused: { word: '暂停', tone: 'soon' }, closed: { word: '已结束', tone: 'plain' } } as const
