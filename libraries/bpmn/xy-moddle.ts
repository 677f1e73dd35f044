const text = (name: string) => ({ name, isAttr: true, type: 'String' })

/** Our extension of BPMN (`http://xiangyun.gov/bpmn`), in the manner of moddle; the reader and the editor share it. */
export const xyModdle = {
  name: 'Xiangyun', uri: 'http://xiangyun.gov/bpmn', prefix: 'xy', xml: { tagAlias: 'lowerCase' }, associations: [],
  types: [
    { name: 'Work', extends: ['bpmn:UserTask', 'bpmn:ManualTask'], properties: ['form', 'people', 'limit', 'action', 'two', 'collect'].map(text) },
    { name: 'Dated', extends: ['bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:TimerEventDefinition'], properties: [text('calendar')] },
    { name: 'Pausing', extends: ['bpmn:Activity', 'bpmn:IntermediateCatchEvent', 'bpmn:EventBasedGateway'], properties: [text('pauses')] },
    { name: 'Service', extends: ['bpmn:ServiceTask'], properties: [text('topic')] },
    { name: 'Rule', extends: ['bpmn:BusinessRuleTask'], properties: [text('decision')] },
    { name: 'Script', extends: ['bpmn:ScriptTask'], properties: [text('expression')] },
    { name: 'Resulting', extends: ['bpmn:ScriptTask', 'bpmn:BusinessRuleTask'], properties: [text('result')] },
    { name: 'Ending', extends: ['bpmn:EndEvent'], properties: [text('outcome')] },
    { name: 'Many', extends: ['bpmn:MultiInstanceLoopCharacteristics'], properties: ['collection', 'item', 'collect', 'gather'].map(text) },
    { name: 'Keyed', extends: ['bpmn:MessageEventDefinition', 'bpmn:ReceiveTask'], properties: [text('key')] },
    { name: 'Input', superClass: ['Element'], properties: [text('name'), text('value')] },
    { name: 'Output', superClass: ['Element'], properties: [text('name'), text('value')] },
  ],
} as const
