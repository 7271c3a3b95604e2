import type * as Published from 'ews-javascript-api';
import type {
  ConflictResolutionMode,
  EmailMessage,
  EventType,
  ExchangeService,
  FolderId,
  FolderView,
  ItemId,
  ItemView,
  MessageDisposition,
  PropertySet,
  ResolveNameSearchLocation,
  SearchFilter,
} from 'ews-javascript-api';

/** A request, of which only the XML is used. */
export interface LibraryRequest {
  BuildXHR(): { data?: string };
}

interface List<Value> {
  Add(value: Value): void;
}

type Shaped = LibraryRequest & { PropertySet: PropertySet };
type Synchronising = Shaped & { SyncFolderId: FolderId; SyncState: string };
type ForOne<Request> = new (service: ExchangeService) => Request;
type ForMany<Request> = new (service: ExchangeService, errorHandling: number) => Request;

/** What the library exports but leaves out of its types. */
interface Requests {
  ServiceErrorHandling: { ReturnErrors: number };
  GetFolderRequest: ForMany<Shaped & { FolderIds: List<FolderId> }>;
  SyncFolderHierarchyRequest: ForOne<Synchronising>;
  SyncFolderItemsRequest: ForOne<Synchronising & { MaxChangesReturned: number }>;
  GetItemRequest: ForMany<Shaped & { ItemIds: List<ItemId> }>;
  FindFolderRequest: ForMany<LibraryRequest & { ParentFolderIds: List<FolderId>; View: FolderView }>;
  ResolveNamesRequest: ForOne<
    LibraryRequest & { NameToResolve: string; SearchLocation: ResolveNameSearchLocation; ReturnFullContactData: boolean }
  >;
  FindItemRequest: ForMany<LibraryRequest & { ParentFolderIds: List<FolderId>; SearchFilter: SearchFilter; View: ItemView }>;
  CreateItemRequest: ForMany<LibraryRequest & { Items: EmailMessage[]; MessageDisposition: MessageDisposition; ParentFolderId: FolderId }>;
  UpdateItemRequest: ForMany<
    LibraryRequest & {
      readonly Items: EmailMessage[];
      MessageDisposition: MessageDisposition;
      ConflictResolutionMode: ConflictResolutionMode;
      SuppressReadReceipts: boolean;
    }
  >;
  SubscribeToStreamingNotificationsRequest: ForOne<LibraryRequest & { EventTypes: EventType[] }>;
  UnsubscribeRequest: ForMany<LibraryRequest & { SubscriptionId: string }>;
  GetStreamingEventsRequest: new (
    service: ExchangeService,
    handler: () => void,
    subscriptionIds: string[],
    minutes: number,
  ) => LibraryRequest;
}

export type EwsLibrary = Omit<typeof Published, keyof Requests> & Requests;

let loading: Promise<EwsLibrary> | undefined;

/** Loads the library with the first request and not before: it takes half a second and 50 MB. */
export function loadLibrary(): Promise<EwsLibrary> {
  loading ??= import('ews-javascript-api') as Promise<unknown> as Promise<EwsLibrary>;
  return loading;
}
