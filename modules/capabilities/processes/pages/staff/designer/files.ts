/** Reads a file that a person chose. */
export const textOfFile = (file: File): Promise<string> => file.text()

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/xml' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}

/** A process that begins and ends, to be filled. */
export const blankProcess = (key: string, name: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xy="http://xiangyun.gov/bpmn" id="${key}-definitions" targetNamespace="http://xiangyun.gov/processes">
  <bpmn:process id="${key}" name="${inXml(name)}" isExecutable="true">
    <bpmn:startEvent id="submitted" name="提交申请" />
    <bpmn:userTask id="accept" name="受理审查" />
    <bpmn:endEvent id="granted" name="办结" />
    <bpmn:sequenceFlow id="submitted--accept" sourceRef="submitted" targetRef="accept" />
    <bpmn:sequenceFlow id="accept--granted" sourceRef="accept" targetRef="granted" />
  </bpmn:process>
</bpmn:definitions>
`
const inXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The same drawing under another key: the process and whatever refers to it. */
export function renamed(xml: string, key: string, name?: string): string | undefined {
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  if (document.querySelector('parsererror')) return undefined
  const process = [...document.getElementsByTagNameNS('http://www.omg.org/spec/BPMN/20100524/MODEL', 'process')][0]
  if (!process) return undefined
  const old = process.getAttribute('id')
  process.setAttribute('id', key)
  if (name) process.setAttribute('name', name)
  for (const element of document.getElementsByTagName('*')) for (const attribute of ['bpmnElement', 'processRef']) if (old && element.getAttribute(attribute) === old) element.setAttribute(attribute, key)
  return new XMLSerializer().serializeToString(document)
}
