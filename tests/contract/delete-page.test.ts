import { CLIENT_NAMES } from "./clients/index";
import { signedQuery, type RawAnswer } from "../harness/signed-call";
import { itEmulated } from "./support/cases";
import { assertShape } from "./support/shape";
import { targetForEach } from "./support/target-for-each";

/** The request of the DeleteDISyncTask page; it begins with Action. */
const PARAMETERS = { ProjectId: "10000", TaskType: "DI_REALTIME", FileId: "100" };

const JSON_SAMPLE = `{
  "Success" : true,
  "RequestId" : "0bc1411515937635973****",
  "Data" : {
    "Status" : "fail",
    "Message" : "fileId:[100] is invalid."
  }
}`;

const XML_SAMPLE = `<DeleteDISyncTaskResponse>
    <Success>true</Success>
    <RequestId>0bc1411515937635973****</RequestId>
    <Data>
        <Status>fail</Status>
        <Message>fileId:[100] is invalid.</Message>
    </Data>
</DeleteDISyncTaskResponse>`;

const SAMPLE_IDS = "workspace and RequestId are those of the page";

describe("the page of DeleteDISyncTask", () => {
  const target = targetForEach();

  const jsonAnswer: RawAnswer = {
    status: 200,
    contentType: "application/json",
    text: JSON_SAMPLE,
  };
  const xmlAnswer: RawAnswer = { status: 200, contentType: "application/xml", text: XML_SAMPLE };

  for (const client of CLIENT_NAMES) {
    itEmulated(
      `has the values and types of its JSON answer, through ${client}`,
      SAMPLE_IDS,
      async () => {
        const { httpStatus, body } = await target().call("DeleteDISyncTask", PARAMETERS, client);
        assertShape([httpStatus, body], [200, JSON.parse(JSON_SAMPLE)]);
      },
    );
  }

  for (const client of ["raw RPC", "raw ACS3"] as const) {
    itEmulated(`has its JSON answer byte for byte, through ${client}`, SAMPLE_IDS, async () => {
      const { send } = target().clients[client];
      assertShape(await send("DeleteDISyncTask", PARAMETERS), jsonAnswer);
    });

    itEmulated(`has its XML answer byte for byte, through ${client}`, SAMPLE_IDS, async () => {
      const { send } = target().clients[client];
      const inXml = { ...PARAMETERS, Format: "XML" };
      assertShape(await send("DeleteDISyncTask", inXml), xmlAnswer);
    });
  }

  for (const method of ["GET", "POST"] as const) {
    itEmulated(`has its request in the query, sent by ${method}`, SAMPLE_IDS, async () => {
      const { send } = target().clients["raw RPC"];
      const options = { method, place: "query" } as const;
      assertShape(await send("DeleteDISyncTask", PARAMETERS, options), jsonAnswer);
      const { params, action } = target().emulator.requests.at(-1)!;
      const { ProjectId, TaskType, FileId } = params;
      assertShape({ ProjectId, TaskType, FileId }, PARAMETERS);
      assertShape(action, "DeleteDISyncTask");
    });
  }

  itEmulated("has its request in the order of the page", SAMPLE_IDS, async () => {
    const query = signedQuery(Date.now(), "DeleteDISyncTask", PARAMETERS).split("&");
    const inPage = ["Action", "ProjectId", "TaskType", "FileId"];
    const first = inPage.map((name) => query.find((pair) => pair.startsWith(`${name}=`)));
    const rest = query.filter((pair) => !first.includes(pair));
    const url = `${target().emulator.url}/?${[...first, ...rest].join("&")}`;
    assertShape(await (await fetch(url)).text(), JSON_SAMPLE);
  });

  itEmulated("has a null Message where the task is deleted", SAMPLE_IDS, async () => {
    const { send } = target().clients["raw RPC"];
    await send("CreateDISyncTask", {
      ...PARAMETERS,
      TaskName: "contract",
      TaskContent: "{}",
      TaskParam: '{"FileFolderPath":"Business Flow/quickstart/Data Integration"}',
    });
    const { text } = await send("DeleteDISyncTask", { ...PARAMETERS, FileId: "1000001" });
    assertShape(
      text,
      JSON_SAMPLE.replace('"fail"', '"success"').replace('"fileId:[100] is invalid."', "null"),
    );
  });
});
