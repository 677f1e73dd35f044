/** Functions of the standard that a browser fetches when an expression names one; a test holds the list against the functions. */
export const namesOfLater: ReadonlySet<string> = new Set((
  'abs,after,append,before,ceiling,coincides,concatenate,contains,context,context merge,context put,date,date and time,day of week,day of year,' +
  'days between,decimal,duration,during,ends with,even,exp,finished by,finishes,flatten,floor,get entries,get value,includes,index of,insert before,is,' +
  'list replace,log,lower case,matches,mean,median,meets,met by,mode,modulo,month of year,months between,number,odd,overlaps,overlaps after,' +
  'overlaps before,product,range,remove,replace,reverse,round down,round half down,round half up,round up,sort,split,sqrt,started by,starts,starts with,' +
  'stddev,string,string join,string length,sublist,substring,substring after,substring before,time,upper case,week of year,years and months duration,' +
  'years between'
).split(','))
