<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en">
<context>
    <name>diachiso</name>
    <message>
        <location filename="../core/allocation.py"/>
        <source>Commune {commune} needs {needed} numbers, but only {free} are free in its blocks ({blocks}). Ask the authority for a further block and add it with "Add code block".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>the prefix "{prefix}" must have {digits} digits, as in the authority's document (a spreadsheet may have dropped its leading zeros: format the column as text)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>the range {first}–{last} must ascend within 1–{highest}; copy it from the authority's document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>block {block} has no authority document; give the number and date of the document that reserves it (only the fictitious prefixes for exercises need none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>the register knows no commune "{commune}"; use its code or its full name as in the layer of administrative units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>"{commune}" may be several communes ({codes}); use the code of the right one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>block {block} overlaps block {other} of commune {commune} ({document}); every number belongs to one block, so check both ranges in the authority's documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>block {block} holds {count} codes that the register already knows ({codes}); ask the authority for a range without them, or add the ranges between them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>No block was added. Mend this and try again:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>row {row}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>… and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/codes/parts.py"/>
        <source>In the code scheme {file}, "{key}" leaves no character of the {width} there are. Make "skip" smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/codes/provisional.py"/>
        <source>Provisional keys have numbers from 1 to {highest}; {number} lies outside. Add a code block, or have the registry answer the keys given so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>The code scheme "{scheme}" has no running number, so no block serves it. Choose a scheme with blocks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>The prefix "{prefix}" does not fit the code scheme "{scheme}": it must be {width} characters like "{sample}". Compare it with the authority's document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>The running number {serial} does not fit the code scheme "{scheme}": it must be from 1 to {highest}. Correct the block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>The code scheme "{scheme}" needs the {unit} of the administrative unit, {width} digits, not "{value}". Complete the unit's record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>"{code}" is not a code of the scheme "{scheme}". Check it against its source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>The file {file} lacks the key "{key}". Add it; the profiles shipped with the plugin show how.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>The file {file} has an unknown key "{key}". Remove it or correct it to one of: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be an object {{"…": …}}, not {value}. Correct it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be a list […], not {value}. Put its items in brackets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be a text that is not empty, not {value}. Put it in quotes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be a number from {lowest} to {highest}, not {value}. Correct it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be true or false, not {value}. Correct it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be one of {allowed}, not {value}. Correct it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must consist of small letters a-z, digits and "_" and begin with a letter, not {value}. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" is {value}, which {other} uses already. Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/profile.py"/>
        <source>The field profile {file} cannot be read: {problem}. Choose another file or mend this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/profile.py"/>
        <source>The field profile {file} is wrong at field “{field}”: {problem}. {remedy}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object has not changed; its code stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The outline changed a little; code and position stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Known by its place under another key; its code stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object moved off its position; the code stays, the position follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object moved, but its position is official or was set by hand: check it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object gets its first code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The provisional code is replaced by one from the commune's block.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The commune has no block: a provisional code until the registry answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object was split; this part (with the entrance, else the larger) keeps the code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>A part of a split object; it gets a code of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Objects were merged; this code survives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Merged into another object; this code is retired and names its successor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The address has no object on the layer any more. Nothing is retired: check on site.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The key belongs to an address far from here. Check the key, or decide by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Key and outline point to different addresses. Decide by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Several old and new objects overlap one another. Decide by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Other objects have the same key. Give each its own, or choose another ID field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>A merge would retire an address that is submitted, verified or issued. Decide by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>No geometry. Draw the object, or delete the row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The geometry cannot be read or is of a curved type. Redraw or convert it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Coordinates are infinite or out of range. Check the layer's CRS and this object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The same outline stands on the layer twice; the other one has the code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Outside every commune, and none near. Check the CRS, or name the commune in a field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Annex by its class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Annex: smaller than the smallest main building.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Annex: not the largest building of its parcel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>A building on the parcel has the code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Excluded in the review.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The outline encloses no area. Redraw the object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Computed from the position.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Another value was imported and is not overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Outside every commune; the nearest one was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Outside every commune; the one named by the layer was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The decision names a code that is not free to be matched. Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Number and street agree.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The name agrees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The only object within the accuracy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The address text agrees with one object only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The register has this code already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Matched by hand in the review.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Several objects lie within the accuracy. Decide by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Several issued codes claim the same object. Decide by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object has another code already. Decide by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>No object within the accuracy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The code does not have the form of the scheme. Correct it at its source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The same code stands in the issued list more than once. Correct the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>No object has this address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The only object near has another number or street. Decide by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The register has given this code to another address. Decide by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The register knows this code as retired or burned. Ask the registry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/resources.py"/>
        <source>The file {path} does not exist or cannot be read ({detail}). Check the path; if the file belongs to the plugin, reinstall the plugin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/resources.py"/>
        <source>The file {path} is not valid JSON: {detail}. Correct the file at that place and save it as UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../core/resources.py"/>
        <source>The file {path} is not a CSV table in UTF-8: {detail}. Save it again as CSV UTF-8 with a header row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../plugin.py"/>
        <source>Show or hide the address panel</source>
        <translation>Hiện hoặc ẩn bảng Địa chỉ số</translation>
    </message>
    <message>
        <location filename="../plugin.py"/>
        <source>Create a register…</source>
        <translation>Lập sổ địa chỉ số…</translation>
    </message>
    <message>
        <location filename="../plugin.py"/>
        <source>Add a block of codes…</source>
        <translation>Thêm dải số…</translation>
    </message>
    <message>
        <location filename="../plugin.py"/>
        <source>Match issued codes…</source>
        <translation>Ghép mã đã cấp…</translation>
    </message>
    <message>
        <location filename="../plugin.py"/>
        <source>Assign new codes…</source>
        <translation>Cấp mới…</translation>
    </message>
    <message>
        <location filename="../plugin.py"/>
        <location filename="../ui/undo_step.py"/>
        <source>Undo the last apply…</source>
        <translation>Hoàn tác lần ghi gần nhất…</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>{register}: registers on PostgreSQL are not supported yet. Choose a register in a GeoPackage (.gpkg).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Unexpected error ({kind}: {text}). Nothing was left half-written. Try again; if it happens again, send the developers what stands in the panel Log Messages under "diachiso".</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Register</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Address codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <location filename="../ui/desk.py"/>
        <location filename="../ui/register_layers.py"/>
        <source>Address register</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Address register (*.gpkg *.GPKG)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>The register: a GeoPackage made by "Create register", on this computer's disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../processing/provider.py"/>
        <source>Địa chỉ số (digital addresses)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../processing/register_layers.py"/>
        <source>These layers of the register have unsaved edits: {layers}. Nothing was written. Save or discard the edits (Layer &gt; Save Layer Edits), then run this again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/blocks_csv.py"/>
        <source>The table of blocks {path} cannot be read ({problem}). Check the path, and close the file in other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/blocks_csv.py"/>
        <source>The table of blocks {path} is not a UTF-8 text. In the spreadsheet choose Save As &gt; CSV UTF-8 and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/blocks_csv.py"/>
        <source>the first row must name the columns commune,prefix,first,last,authority_doc; these are missing: {columns}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/blocks_csv.py"/>
        <source>the table has no row below its column names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/blocks_csv.py"/>
        <source>"{value}" in column {column} is not a whole number; write digits only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/create.py"/>
        <source>{path} exists already. Choose another name; a register is never overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/create.py"/>
        <source>The folder {folder} does not exist. Make it first, or choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>There is no register at {path}. Check the path, or create the register first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} cannot be opened ({problem}). Check that you may read the file and its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} is not a GeoPackage. Choose a register (.gpkg) made by this plugin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} is a GeoPackage, but not an address register. Choose a register, or create one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} was made by a newer version of the plugin (schema {found}, this version knows {known}). Update the plugin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} was made by an older version of the plugin (schema {found}, needed {known}). Open it in the dock and choose “Upgrade the register”; a backup is made first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} cannot be written. Remove its write protection, or copy it to a folder of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>Another program is writing to {path}. Wait until it is done, or close it, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>The disk that holds {path} is full; nothing was changed. Free some space and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} is damaged ({problem}). Restore the last backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>The register {path} refused the change: {problem}. Mend the record and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>The register {path} reports: {problem}. Nothing was changed; restore a backup if this stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/gate.py"/>
        <source>{path} is being written by {who} on {host} ({program}, process {pid}) since {since}: {action}. Nothing was written. Wait until it has ended and try again; if that program no longer runs, delete {lock}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/gate.py"/>
        <source>Cancelled while waiting for {path}. Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Address {address_id} bears code {code}, which the ledger does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Address {address_id} bears code {code}, which the ledger gives to {owner} (state {state}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Code {code} counts as given to {address_id}, but that address does not bear it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Code {code} is borne by {count} addresses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Number {serial} of block {block_id} stands under {count} codes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Code {code} does not lie in its block {block_id}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Address {address_id} holds {count} given codes of scheme {scheme}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/preflight.py"/>
        <source>{path} lies on the network share {share}, where two people could write at once unnoticed. Nothing was written. Copy the register to a disk of this computer, work there, and copy it back when done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/preflight.py"/>
        <source>The folder {folder} does not allow writing, so the register in it cannot be changed safely. Nothing was written. Ask for the right to write there, or copy the register to a folder of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../register/preflight.py"/>
        <source>The disk of {folder} has {free} MB free; the work and its backup need {needed} MB. Nothing was written. Free some space, or move the register to another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <location filename="../ui/layer_roles.py"/>
        <source>Buildings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <location filename="../ui/layer_roles.py"/>
        <source>Parcels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Annexes get codes too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Sheds, toilets, kitchens apart: usually without an address of their own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Parcels with a coded building too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Usually the building's code is the address of its parcel as well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>&amp;Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Code &amp;scheme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Choose the layer of the parcels in step 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Choose the layer of the buildings in step 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/background.py"/>
        <source>“{title}” is running: wait until it has finished, or cancel it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/background.py"/>
        <source>The tool {algorithm} is not in the Processing toolbox. Switch the plugin off and on in the plugin manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/background.py"/>
        <source>Cancelled. The register is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/background.py"/>
        <source>The work stopped without a message. See the Processing log for details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/desk.py"/>
        <source>Open or create a register on the page Overview first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/desk.py"/>
        <source>These layers of the register have unsaved edits: {layers}. Save them and go on?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/desk.py"/>
        <source>Unsaved edits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/job_bar.py"/>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/job_bar.py"/>
        <source>Cancelling…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>To be decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Missing from the layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Newly assigned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Provisional code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Matched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Split</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Merged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <location filename="../ui/plan_review.py"/>
        <source>As planned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Excluded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <location filename="../ui/plan_review.py"/>
        <source>Give a new code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Match with the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Declared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Submitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Issued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Retired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Building</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Parcel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Point</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>From a block</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Issued by the registry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Computed from the position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Assign new codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Match issued codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>(none)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <source>Issued codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <location filename="../ui/register_layers.py"/>
        <source>Communes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <location filename="../ui/register_layers.py"/>
        <source>Settlements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <location filename="../ui/register_layers.py"/>
        <source>Streets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <source>Stable id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <location filename="../ui/plan_model.py"/>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <source>House number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <source>Street</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <source>Object class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <source>Settlement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <location filename="../ui/plan_model.py"/>
        <source>Commune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/match_dialog.py"/>
        <source>Match with a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/match_dialog.py"/>
        <source>Which issued code belongs to {object}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/match_dialog.py"/>
        <source>&amp;Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/match_step.py"/>
        <source>Fields of the issued codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/match_step.py"/>
        <source>How far an issued point may lie from its building; a match is certain only if number and street or the name agree, or if no other building is this near</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/match_step.py"/>
        <source>Acc&amp;uracy of the points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/match_step.py"/>
        <source>Choose the layer with the issued codes in step 1. Without issued codes, go on to step 4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/match_step.py"/>
        <source>Choose the field with the code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/match_step.py"/>
        <source>Choose the layer of the buildings or the parcels in step 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_chips.py"/>
        <source>All {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Former code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Candidates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <location filename="../ui/plan_step.py"/>
        <source>Reading the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Searching the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Sorting the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Writing decisions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_reading.py"/>
        <source>The decisions could not be written into the plan {source}. Check that the file is there and may be written, then decide again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Plan review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>This object has no place on the map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>All communes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>(no commune)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>{shown} of {total} objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Select one or more rows first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Select exactly one row first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>There is no plan to apply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Search code, street, number, reason…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Co&amp;mmune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Zoom to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Exclude</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Match with a code…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Apply the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Make the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Work out what would be written; nothing is written yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Write the plan into the register, all or nothing, after a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Plan: {step}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>The plan {path} could not be opened. Make it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Making the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Applying the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Make the plan first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>This plan has been applied. Make a new plan when the layer has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>The register has changed since this plan was made: make the plan again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>No plan yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Applied: {counts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Plan, not applied yet: {counts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>The plan is applied: {counts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/register_layers.py"/>
        <source>Addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/roles_step.py"/>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/roles_step.py"/>
        <source>Fields of the buildings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/roles_step.py"/>
        <source>Fields of the parcels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/roles_step.py"/>
        <source>Add the layer of the buildings or the parcels to the map, or choose it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/roles_step.py"/>
        <source>{found} of {all} found by name and geometry; change what is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/session.py"/>
        <source>Reading the address register</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>Nothing has been applied that could be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>Undo the last apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>The register goes back to the state before. Codes that have left this computer meanwhile (exported, printed, synced) are never given again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>Undo it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>The last apply is undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>Undoing the last apply</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
