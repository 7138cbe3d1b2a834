<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi_VN" sourcelanguage="en">
<context>
    <name>diachiso</name>
    <message>
        <location filename="../core/agency.py"/>
        <source>In the file {file}, the text "{key}" names {{{name}}}, which is not known. Use: {known}.</source>
        <translation>Trong tệp {file}, văn bản "{key}" nhắc đến {{{name}}}, là trường không có. Hãy dùng: {known}.</translation>
    </message>
    <message>
        <location filename="../core/agency.py"/>
        <location filename="../core/rules/catalogue.py"/>
        <source>In the file {file}, the braces in the text "{key}" are not right ({detail}). Correct it there.</source>
        <translation>Trong tệp {file}, dấu ngoặc nhọn ở văn bản "{key}" không đúng ({detail}). Hãy sửa tại đó.</translation>
    </message>
    <message>
        <location filename="../core/agency.py"/>
        <source>In the file {file}, "{key}" lacks {{code}}, so that every link would be the same. Add it there.</source>
        <translation>Trong tệp {file}, "{key}" thiếu {{code}}, nên mọi đường dẫn sẽ giống nhau. Hãy bổ sung tại đó.</translation>
    </message>
    <message>
        <location filename="../core/agency.py"/>
        <source>In the file {file}, "logo" names {path}, which does not exist. Put the picture there, or leave it empty.</source>
        <translation>Trong tệp {file}, "logo" trỏ đến {path}, nhưng tệp này không tồn tại. Hãy đặt hình vào đó hoặc để trống.</translation>
    </message>
    <message>
        <location filename="../core/allocation.py"/>
        <source>Commune {commune} needs {needed} numbers, but only {free} are free in its blocks ({blocks}); numbers that are with a check-out are not free here. Ask the authority for a further block and add it with "Add code block", or check in what is out.</source>
        <translation>{commune} cần {needed} số, nhưng trong các dải số ({blocks}) chỉ còn {free} số; số đang ở bản tách không cấp được tại đây. Đề nghị cơ quan có thẩm quyền cấp thêm dải số rồi nhập bằng “Thêm dải số”, hoặc nhập lại bản tách.</translation>
    </message>
    <message>
        <location filename="../core/answers.py"/>
        <source>“{text}” is no result. Choose from the list: accept or reject.</source>
        <translation>“{text}” không phải là kết quả. Hãy chọn trong danh sách: chấp nhận hoặc từ chối.</translation>
    </message>
    <message>
        <location filename="../core/answers.py"/>
        <source>Rejected without a reason: nobody would know what to correct. Ask for it.</source>
        <translation>Từ chối mà không ghi lý do thì không ai biết phải sửa gì. Hãy hỏi lại lý do.</translation>
    </message>
    <message>
        <location filename="../core/answers.py"/>
        <source>A spreadsheet has spoilt the code “{text}”: digits are lost. Ask for it as text.</source>
        <translation>Mã “{text}” đã bị bảng tính làm hỏng, mất chữ số. Hãy xin lại mã ở dạng văn bản.</translation>
    </message>
    <message>
        <location filename="../core/answers.py"/>
        <source>Rejected, and yet with the code {code}. Ask what is meant.</source>
        <translation>Từ chối nhưng lại ghi mã {code}. Hãy hỏi lại cho rõ.</translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>there is no code scheme "{scheme}" with blocks; choose one of {known}</source>
        <translation>không có bộ mã “{scheme}” dùng dải số; hãy chọn một trong các bộ mã {known}</translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>the prefix "{prefix}" must be {width} characters like "{sample}", as in the authority's document (a spreadsheet may have dropped its leading zeros: format the column as text)</source>
        <translation>đầu số “{prefix}” phải có {width} ký tự như “{sample}”, đúng như trong văn bản cấp dải số (bảng tính có thể đã bỏ mất số 0 ở đầu: hãy định dạng cột kiểu văn bản)</translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>the range {first}–{last} must ascend within 1–{highest}; copy it from the authority's document</source>
        <translation>khoảng {first}–{last} phải tăng dần trong phạm vi 1–{highest}; hãy chép đúng theo văn bản cấp dải số</translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>block {block} has no authority document; give the number and date of the document that reserves it (only the fictitious prefixes for exercises need none)</source>
        <translation>dải số {block} chưa có văn bản; hãy ghi số và ngày của văn bản cấp dải số (chỉ các đầu số giả định để tập dượt là không cần)</translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>the register knows no commune "{commune}"; use its code or its full name as in the layer of administrative units</source>
        <translation>sổ địa chỉ không có xã “{commune}”; hãy dùng mã hoặc tên đầy đủ của xã như trong lớp đơn vị hành chính</translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>"{commune}" may be several communes ({codes}); use the code of the right one</source>
        <translation>“{commune}” có thể là nhiều xã khác nhau ({codes}); hãy dùng mã của đúng xã</translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>block {block} overlaps block {other} of commune {commune} ({document}); every number belongs to one block, so check both ranges in the authority's documents</source>
        <translation>dải số {block} chồng lên dải số {other} của xã {commune} ({document}); mỗi số chỉ thuộc một dải, hãy kiểm tra cả hai khoảng số trong văn bản</translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>block {block} holds {count} codes that the register already knows ({codes}); ask the authority for a range without them, or add the ranges between them</source>
        <translation>dải số {block} chứa {count} mã mà sổ địa chỉ đã biết ({codes}); hãy xin dải số không có các mã này, hoặc nhập các khoảng nằm giữa chúng</translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>No block was added. Mend this and try again:</source>
        <translation>Chưa thêm dải số nào. Hãy sửa các điểm sau rồi làm lại:</translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>row {row}: {problem}</source>
        <translation>dòng {row}: {problem}</translation>
    </message>
    <message>
        <location filename="../core/block_rules.py"/>
        <source>… and {count} more</source>
        <translation>… và {count} điểm khác</translation>
    </message>
    <message>
        <location filename="../core/building_units.py"/>
        <source>Say which units there are: either floors and units per floor (FLOORS, UNITS_PER_FLOOR), or a list (LIST), not both.</source>
        <translation>Hãy cho biết có những căn, gian nào: hoặc số tầng và số căn mỗi tầng (FLOORS, UNITS_PER_FLOOR), hoặc danh sách (LIST), không dùng cả hai.</translation>
    </message>
    <message>
        <location filename="../core/building_units.py"/>
        <source>The floors cannot be understood at "{piece}". Write how many there are (25), or name them: 1-12, 12A, 14-25.</source>
        <translation>Không hiểu phần tầng tại “{piece}”. Hãy ghi số tầng (25), hoặc kể tên các tầng: 1-12, 12A, 14-25.</translation>
    </message>
    <message>
        <location filename="../core/building_units.py"/>
        <source>The units per floor cannot be understood at "{piece}". Write a number (8), with exceptions if there are: 8, 1:4, 24-25:6.</source>
        <translation>Không hiểu số căn mỗi tầng tại “{piece}”. Hãy ghi một số (8), kèm ngoại lệ nếu có: 8, 1:4, 24-25:6.</translation>
    </message>
    <message>
        <location filename="../core/building_units.py"/>
        <source>The names of floors cannot be understood at "{piece}". Write them like 13=12B, 4=3A.</source>
        <translation>Không hiểu tên tầng tại “{piece}”. Hãy ghi theo kiểu 13=12B, 4=3A.</translation>
    </message>
    <message>
        <location filename="../core/building_units.py"/>
        <source>The list cannot be understood at "{piece}". Write numbers of units, of at most {longest} characters each: A01-A20, B3, Kiosk 5; a floor goes before them with a colon (2: A01-A20; 3: B1). No names of people: they belong in the table of people.</source>
        <translation>Không hiểu danh sách tại “{piece}”. Hãy ghi số hiệu căn, gian, mỗi số hiệu không quá {longest} ký tự: A01-A20, B3, Ki-ốt 5; tầng ghi trước, kèm dấu hai chấm (2: A01-A20; 3: B1). Không ghi tên người: tên người thuộc bảng người liên quan.</translation>
    </message>
    <message>
        <location filename="../core/building_units.py"/>
        <source>{what} is named twice. Name each floor and each unit once.</source>
        <translation>{what} được ghi hai lần. Mỗi tầng, mỗi căn, gian chỉ ghi một lần.</translation>
    </message>
    <message>
        <location filename="../core/building_units.py"/>
        <source>These are more than {most} units in one building. Check the floors, or add them in parts.</source>
        <translation>Quá {most} căn, gian trong một tòa nhà. Hãy kiểm tra số tầng, hoặc thêm từng phần.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>It was changed in the copy and in the register. Choose which of the two stays.</source>
        <translation>Đã sửa ở cả bản tách và sổ gốc. Hãy chọn giữ giá trị nào.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>The copy and the register have made it apart from each other. Choose which of the two stays.</source>
        <translation>Bản tách và sổ gốc đã tạo riêng rẽ. Hãy chọn giữ bên nào.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>It was changed in the copy and taken out of the register. Choose which of the two stays.</source>
        <translation>Đã sửa ở bản tách nhưng đã bỏ khỏi sổ gốc. Hãy chọn giữ bên nào.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>It was taken out of the copy and changed in the register. Choose which of the two stays.</source>
        <translation>Đã bỏ khỏi bản tách nhưng đã sửa ở sổ gốc. Hãy chọn giữ bên nào.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>The address was retired in the register since. Choose whether the copy's value is written all the same.</source>
        <translation>Địa chỉ đã ngừng sử dụng trong sổ gốc từ khi tách. Hãy chọn có vẫn ghi giá trị của bản tách hay không.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>The record was submitted, verified or issued in the register since the copy was made: an older copy changes nothing in it. Correct it in the register's form if need be.</source>
        <translation>Bản ghi đã được gửi, xác thực hoặc cấp trong sổ gốc sau khi tách: bản tách cũ hơn không được thay đổi. Nếu cần, hãy sửa trong biểu mẫu của sổ gốc.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>The register has the official position since: an older copy does not move it.</source>
        <translation>Sổ gốc đã có vị trí chính thức: bản tách cũ hơn không được dời vị trí.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>The code {code} belongs to another address or was withdrawn in the register, so this one does not get it. It comes in without a code: give it one with "Assign codes".</source>
        <translation>Mã {code} thuộc địa chỉ khác hoặc đã thu hồi trong sổ gốc nên địa chỉ này không nhận mã đó. Địa chỉ được nhập chưa có mã: hãy cấp bằng “Gán mã”.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>The code {code} does not lie among the numbers that this copy took along. It is not taken over: give the address one with "Assign codes".</source>
        <translation>Mã {code} không thuộc các số mà bản tách mang theo nên không được nhận. Hãy cấp mã cho địa chỉ bằng “Gán mã”.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>The register has given this address the code {code} since. It keeps it; the copy's code is never given again.</source>
        <translation>Sổ gốc đã cấp mã {code} cho địa chỉ này. Địa chỉ giữ mã đó; mã của bản tách không bao giờ cấp lại.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>Without a code the address does not get this stage. Give it a code, then change the stage.</source>
        <translation>Địa chỉ chưa có mã thì chưa nhận trạng thái này. Hãy cấp mã rồi chuyển trạng thái.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>The stage was changed in the register since, and no lawful step leads from there to the copy's. It stays.</source>
        <translation>Trạng thái đã thay đổi trong sổ gốc và không có bước hợp lệ nào từ đó đến trạng thái của bản tách. Giữ nguyên.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>Units were added to the building in the register since: retire them first, or keep the building.</source>
        <translation>Sổ gốc đã thêm căn, gian cho tòa nhà này: hãy ngừng chúng trước, hoặc giữ tòa nhà.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>It is no longer in the copy: an apply was undone there after it had been checked in. It stays here: retire it by hand if it is wrong.</source>
        <translation>Không còn trong bản tách: một lần áp dụng ở đó đã bị hoàn tác sau khi đã nhập lại. Ở đây vẫn giữ: nếu sai hãy ngừng sử dụng bằng tay.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>It belongs to no commune of this check-out and went along to be looked at only. Change it in the register.</source>
        <translation>Không thuộc xã nào của bản tách, chỉ mang theo để xem. Hãy sửa trong sổ gốc.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>Its address is not in the register.</source>
        <translation>Địa chỉ của mục này không có trong sổ gốc.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>This person's data were erased in the register and do not come back. Erase them in the copy, too, or refresh it.</source>
        <translation>Dữ liệu của người này đã được xóa trong sổ gốc và không nhập lại. Hãy xóa cả trong bản tách, hoặc làm mới bản tách.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>The photo {file} was not found in the copy's folder. Copy the whole folder again.</source>
        <translation>Không thấy ảnh {file} trong thư mục bản tách. Hãy chép lại toàn bộ thư mục.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>Neither the register nor the copy has such a record, so the decision decides nothing. Take the differences of a dry run with this copy.</source>
        <translation>Cả sổ lẫn bản sao đều không có bản ghi này, nên quyết định không có tác dụng. Hãy dùng bảng khác biệt của lần chạy thử với chính bản sao này.</translation>
    </message>
    <message>
        <location filename="../core/checkin/reasons.py"/>
        <source>There is no such conflict, or none any more, so the decision decides nothing. What becomes of the record is said beside it, if anything.</source>
        <translation>Không có xung đột này, hoặc không còn nữa, nên quyết định không có tác dụng. Bản ghi được xử lý thế nào, nếu có, được ghi ở dòng riêng của nó.</translation>
    </message>
    <message>
        <location filename="../core/codes/code_scheme.py"/>
        <source>The code scheme "{scheme}" has no running number, so no block serves it. Choose a scheme with blocks.</source>
        <translation>Bộ mã “{scheme}” không có số thứ tự nên không dùng dải số. Hãy chọn bộ mã có dải số.</translation>
    </message>
    <message>
        <location filename="../core/codes/code_scheme.py"/>
        <source>Codes of the scheme "{scheme}" are not computed from a position. Choose a derived scheme such as pluscode.</source>
        <translation>Mã của bộ mã “{scheme}” không tính từ vị trí. Hãy chọn bộ mã tính từ vị trí, ví dụ pluscode.</translation>
    </message>
    <message>
        <location filename="../core/codes/code_scheme.py"/>
        <source>The prefix "{prefix}" does not fit the code scheme "{scheme}": it must be {width} characters like "{sample}". Compare it with the authority's document.</source>
        <translation>Đầu số “{prefix}” không hợp với bộ mã “{scheme}”: phải có {width} ký tự như “{sample}”. Hãy đối chiếu với văn bản cấp dải số.</translation>
    </message>
    <message>
        <location filename="../core/codes/code_scheme.py"/>
        <source>The running number {serial} does not fit the code scheme "{scheme}": it must be from 1 to {highest}. Correct the block.</source>
        <translation>Số thứ tự {serial} không hợp với bộ mã “{scheme}”: phải từ 1 đến {highest}. Hãy sửa dải số.</translation>
    </message>
    <message>
        <location filename="../core/codes/code_scheme.py"/>
        <source>The code scheme "{scheme}" needs the {unit} of the administrative unit, {width} digits, not "{value}". Complete the unit's record.</source>
        <translation>Bộ mã “{scheme}” cần {unit} của đơn vị hành chính, gồm {width} chữ số, không phải “{value}”. Hãy bổ sung cho đơn vị này.</translation>
    </message>
    <message>
        <location filename="../core/codes/code_scheme.py"/>
        <source>"{code}" is not a code of the scheme "{scheme}". Check it against its source.</source>
        <translation>“{code}” không phải là mã của bộ mã “{scheme}”. Hãy đối chiếu với nguồn.</translation>
    </message>
    <message>
        <location filename="../core/codes/parts.py"/>
        <source>In the code scheme {file}, "{key}" leaves no character of the {width} there are. Make "skip" smaller.</source>
        <translation>Trong bộ mã {file}, “{key}” không để lại ký tự nào trong {width} ký tự. Hãy giảm “skip”.</translation>
    </message>
    <message>
        <location filename="../core/codes/provisional.py"/>
        <source>Provisional keys have numbers from 1 to {highest}; {number} lies outside. Add a code block, or have the registry answer the keys given so far.</source>
        <translation>Mã tạm có số từ 1 đến {highest}; {number} nằm ngoài khoảng này. Hãy thêm dải số, hoặc chờ nền tảng trả lời các mã tạm đã dùng.</translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>In the code scheme {file}, "{key}" of a scheme of the kind "block" must have exactly one part of the type "serial", and no position before it. Correct the list of parts.</source>
        <translation>Trong bộ mã {file}, “{key}” của bộ mã loại “block” phải có đúng một phần kiểu “serial” và không có phần vị trí đứng trước nó. Hãy sửa danh sách các phần.</translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>In the code scheme {file}, "{key}" of a scheme of the kind "derived" must have a part of the type "olc" or "geohash", and none of the type "serial". Correct the list of parts, or the kind.</source>
        <translation>Trong bộ mã {file}, “{key}” của bộ mã loại “derived” phải có một phần kiểu “olc” hoặc “geohash” và không có phần kiểu “serial”. Hãy sửa danh sách các phần hoặc sửa loại.</translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>In the code scheme {file}, "{key}" is not a regular expression: {detail}. Correct it, or leave it out.</source>
        <translation>Trong bộ mã {file}, “{key}” không phải là biểu thức chính quy: {detail}. Hãy sửa hoặc bỏ đi.</translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>In the code scheme {file}, "{key}" does not accept a code made of the parts, such as "{sample}". Correct it, or leave it out.</source>
        <translation>Trong bộ mã {file}, “{key}” không nhận mã ghép từ các phần, ví dụ “{sample}”. Hãy sửa hoặc bỏ đi.</translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>In the code scheme {file}, the check characters at "{key}" ({system}) cannot protect the characters "{letters}" that come before them. Choose another system or other parts.</source>
        <translation>Trong bộ mã {file}, ký tự kiểm tra tại “{key}” ({system}) không kiểm tra được các ký tự “{letters}” đứng trước. Hãy chọn hệ kiểm tra khác hoặc các phần khác.</translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>In the code scheme {file}, the check characters at "{key}" have nothing before them to protect. Put them after the parts.</source>
        <translation>Trong bộ mã {file}, trước ký tự kiểm tra tại “{key}” không có gì để kiểm tra. Hãy đặt chúng sau các phần.</translation>
    </message>
    <message>
        <location filename="../core/codes/scheme.py"/>
        <source>In the code scheme {file}, "{key}" must have {{code}} where the code goes. Add it there.</source>
        <translation>Trong bộ mã {file}, “{key}” phải có {{code}} ở chỗ của mã. Hãy thêm vào.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>{by} edited this field on {at}, after the sheet was made. Compare both and correct it in the form.</source>
        <translation>{by} đã sửa trường này lúc {at}, sau khi xuất bảng. Hãy đối chiếu hai giá trị rồi sửa trong biểu mẫu.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>The row has neither code nor address: nobody knows whose it is.</source>
        <translation>Dòng này không có mã cũng không có địa chỉ nên không biết của đối tượng nào.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>No address of the register is “{key}”. New objects are not entered by a sheet, since it has no positions: draw them on the map.</source>
        <translation>Trong sổ không có địa chỉ “{key}”. Bảng không có vị trí nên không dùng để thêm đối tượng mới: hãy vẽ đối tượng trên bản đồ.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>Several addresses read “{key}”. Write the code into the row.</source>
        <translation>Có nhiều địa chỉ cùng ghi là “{key}”. Hãy ghi mã địa chỉ số vào dòng này.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>Code and hidden id of the row belong to two addresses (“{key}”). Take the row from a new sheet.</source>
        <translation>Mã và định danh ẩn của dòng thuộc hai địa chỉ khác nhau (“{key}”). Hãy lấy lại dòng này từ bảng mới xuất.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>The row “{key}” was made from another register. Import the sheet that it comes from into that register.</source>
        <translation>Dòng “{key}” được lập từ một sổ khác. Hãy nhập bảng chứa dòng này vào đúng sổ đó.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>The address “{key}” is no longer in use.</source>
        <translation>Địa chỉ “{key}” đã ngừng sử dụng.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>The record has been submitted or verified: what it says is not overwritten by a sheet.</source>
        <translation>Hồ sơ đã gửi hoặc đã xác thực: giá trị đã có không bị bảng thu thập ghi đè.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>The value is not in the list. Choose one of the list, or add it to the list first. {hint}</source>
        <translation>Giá trị không có trong danh mục. Hãy chọn trong danh mục, hoặc bổ sung vào danh mục trước. {hint}</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>The value is not written as this field asks for.</source>
        <translation>Giá trị không đúng dạng mà trường này yêu cầu.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>The number is not between {low} and {high}.</source>
        <translation>Số không nằm trong khoảng từ {low} đến {high}.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>This is no number.</source>
        <translation>Đây không phải là số.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>This is no date. Write it as 31/12/2026.</source>
        <translation>Đây không phải là ngày. Hãy ghi theo dạng 31/12/2026.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>This is neither yes nor no.</source>
        <translation>Chỉ ghi Có hoặc Không.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>The spreadsheet has made a date of the text (3/2 became 3 February). Format the cell as text and type it again.</source>
        <translation>Bảng tính đã tự đổi chữ thành ngày tháng (3/2 thành ngày 3 tháng 2). Hãy định dạng ô là văn bản rồi gõ lại.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>The spreadsheet has cut digits off the number. Format the cell as text and type it again.</source>
        <translation>Bảng tính đã cắt bớt chữ số. Hãy định dạng ô là văn bản rồi gõ lại.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>The column “{column}” holds personal data. It was not read: people are entered in the register, apart from addresses.</source>
        <translation>Cột “{column}” chứa dữ liệu cá nhân nên không được đọc: thông tin về người được nhập trong sổ, tách riêng khỏi địa chỉ.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>The text seems to hold a person's name, telephone number, e-mail address or number of identity papers. It was not read.</source>
        <translation>Nội dung có vẻ chứa họ tên, số điện thoại, thư điện tử hoặc số giấy tờ tùy thân nên không được nhận.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>Row {other} says something else of the same address, so neither is taken. Correct one of them and import the sheet again.</source>
        <translation>Dòng {other} ghi khác về cùng một địa chỉ nên không dòng nào được lấy. Hãy sửa lại cho khớp rồi nhập bảng lần nữa.</translation>
    </message>
    <message>
        <location filename="../core/collected_reasons.py"/>
        <source>This field cannot be emptied.</source>
        <translation>Trường này không được để trống.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>By its position, in agreement with the table of units.</source>
        <translation>Theo vị trí, khớp với bảng chuyển đổi đơn vị hành chính.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>By the table of units: the commune went whole into one.</source>
        <translation>Theo bảng chuyển đổi: cả xã nhập vào một đơn vị.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>The commune was divided and the record has no position: choose one of the candidates.</source>
        <translation>Xã đã bị chia cho nhiều đơn vị mà bản ghi không có vị trí: hãy chọn một trong các đơn vị gợi ý.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>Several former communes are in this one and the record has no position among them: choose one.</source>
        <translation>Xã này gồm nhiều xã cũ mà bản ghi không có vị trí trong xã nào: hãy chọn một.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>The record has the units of that day already.</source>
        <translation>Bản ghi đã có đúng đơn vị hành chính của ngày đó.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>The same unit, whose name, kind or province is written otherwise now.</source>
        <translation>Vẫn đơn vị ấy, nay tên, loại hoặc tỉnh được viết khác.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>What is written may mean several communes: add the district, the province or the code.</source>
        <translation>Tên đã ghi có thể chỉ nhiều xã: hãy bổ sung huyện, tỉnh hoặc mã.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>Position and units contradict each other: it lies in {here}, which did not come from {written}. Correct one of them.</source>
        <translation>Vị trí và đơn vị hành chính mâu thuẫn: bản ghi nằm trong {here}, là đơn vị không hình thành từ {written}. Hãy sửa một trong hai.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>No commune is known by what is written ({written}). Correct the name, the district or the code.</source>
        <translation>Không có xã nào khớp với nội dung đã ghi ({written}). Hãy sửa tên, huyện hoặc mã.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>By its position alone: what is written ({written}) is no known commune.</source>
        <translation>Chỉ theo vị trí: nội dung đã ghi ({written}) không phải xã nào đã biết.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>The record says no commune and lies in none.</source>
        <translation>Bản ghi không ghi xã và cũng không nằm trong xã nào.</translation>
    </message>
    <message>
        <location filename="../core/crosswalk.py"/>
        <source>A misspelt name was read as {source}; please check.</source>
        <translation>Tên viết sai đã được hiểu là {source}; hãy kiểm tra lại.</translation>
    </message>
    <message>
        <location filename="../core/field_package.py"/>
        <source>{path} is no field package: {file} is missing there. Choose the whole folder as it came back from the field.</source>
        <translation>{path} không phải là gói thực địa: thiếu tệp {file}. Hãy chọn nguyên thư mục mang từ thực địa về.</translation>
    </message>
    <message>
        <location filename="../core/field_package.py"/>
        <source>{path} does not say what package it is ({problem}), so nothing was read. Copy {file} again from the device, or export a new package.</source>
        <translation>Không xác định được {path} là gói nào ({problem}) nên chưa đọc gì. Hãy chép lại {file} từ thiết bị, hoặc xuất gói mới.</translation>
    </message>
    <message>
        <location filename="../core/field_package.py"/>
        <source>{path} was made by a newer version of the plugin. Update the plugin.</source>
        <translation>{path} do phiên bản mới hơn của phần bổ trợ tạo ra. Hãy cập nhật phần bổ trợ.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>{by} edited this in the register on {at}, after the package was made. Compare both and correct it in the form.</source>
        <translation>{by} đã sửa nội dung này trong sổ lúc {at}, sau khi xuất gói. Hãy đối chiếu hai bên và sửa trong biểu mẫu.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>The record has been submitted or verified: what it says is not overwritten from the field.</source>
        <translation>Hồ sơ đã gửi hoặc đã xác thực: không ghi đè bằng dữ liệu thực địa.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>The position is the official one: it is not moved from the field.</source>
        <translation>Đây là vị trí chính thức: không di chuyển theo dữ liệu thực địa.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>It has no position in the package. Draw it on the map in the register.</source>
        <translation>Trong gói không có vị trí. Hãy vẽ trên bản đồ của sổ.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>The point does not lie in Viet Nam. Its layer was perhaps saved in another coordinate system.</source>
        <translation>Điểm không nằm trong lãnh thổ Việt Nam. Có thể lớp đã được lưu ở hệ tọa độ khác.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>The address is no longer in the package. Nothing is deleted in the register: if the object is gone, retire the address in the form.</source>
        <translation>Địa chỉ không còn trong gói. Sổ không xóa gì: nếu đối tượng không còn, hãy chuyển địa chỉ sang ngừng sử dụng trong biểu mẫu.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>This position is no longer in the package. It stays in the register: if it is gone, take it out in the form.</source>
        <translation>Vị trí này không còn trong gói. Sổ vẫn giữ: nếu thực tế không còn, hãy xóa trong biểu mẫu.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>This position was taken out of the register since.</source>
        <translation>Vị trí này đã được xóa khỏi sổ sau khi xuất gói.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>This notice or plaque is no longer in the package. It stays in the register: if it was entered by mistake, take it out in the form.</source>
        <translation>Thông báo hoặc biển này không còn trong gói. Trong sổ vẫn giữ: nếu đã nhập nhầm, hãy bỏ trong biểu mẫu.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>The register has a text here that did not go along to the field, since it may name people. Put both together in the form.</source>
        <translation>Trong sổ đã có nội dung ở mục này nhưng không đưa ra thực địa vì có thể có tên người. Hãy ghép hai nội dung trong biểu mẫu.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>This notice or plaque was taken out of the register since.</source>
        <translation>Thông báo hoặc biển này đã được bỏ khỏi sổ sau khi xuất gói.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>It is taken, but the plaque hangs {metres} m from its address. Is it the right house? Look at both positions.</source>
        <translation>Đã nhận, nhưng biển gắn cách địa chỉ {metres} m. Có đúng nhà không? Hãy xem lại cả hai vị trí.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>The register no longer has this address: the apply that made it was undone, or a backup was restored. If the object exists, draw it in the register.</source>
        <translation>Sổ không còn địa chỉ này: lần ghi tạo ra nó đã bị hoàn tác, hoặc sổ đã được khôi phục từ bản sao lưu. Nếu đối tượng có thật, hãy vẽ lại trong sổ.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>This field is not taken from a field package. Change it in the register.</source>
        <translation>Không nhận trường này từ gói thực địa. Hãy sửa trong sổ.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>The building that this belongs to is not in the register, retired, or itself a unit.</source>
        <translation>Tòa nhà chứa căn, gian này không có trong sổ, đã ngừng sử dụng, hoặc bản thân là một căn, gian.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>Another row of the package has the same identity. Draw this address again in the register.</source>
        <translation>Trong gói có dòng khác cùng định danh. Hãy vẽ lại địa chỉ này trong sổ.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>The photo {file} is not in the package. Copy it from the device and import the package again.</source>
        <translation>Trong gói không có ảnh {file}. Hãy chép ảnh từ thiết bị rồi nhập lại gói.</translation>
    </message>
    <message>
        <location filename="../core/field_reasons.py"/>
        <source>The photo lies outside the package ({file}), so it was not followed. Put it into the folder.</source>
        <translation>Ảnh nằm ngoài gói ({file}) nên không được lấy. Hãy đặt ảnh vào trong thư mục gói.</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>(empty)</source>
        <translation>(trống)</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Entered</source>
        <translation>Nhập mới</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../processing/export_package.py"/>
        <location filename="../ui/differences_layer.py"/>
        <source>Changed</source>
        <translation>Thay đổi</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/lifecycle_actions.py"/>
        <location filename="../ui/differences_layer.py"/>
        <location filename="../ui/labels.py"/>
        <location filename="../ui/pasted.py"/>
        <source>Retired</source>
        <translation>Ngừng sử dụng</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Restored</source>
        <translation>Khôi phục</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>A write was undone</source>
        <translation>Hoàn tác một lần ghi</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../processing/change_stage.py"/>
        <location filename="../processing/end_checkout.py"/>
        <location filename="../processing/erase_personal_data.py"/>
        <location filename="../processing/mark_exceptions.py"/>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../publish/plaque_lists.py"/>
        <location filename="../ui/convert_step.py"/>
        <location filename="../ui/differences_layer.py"/>
        <location filename="../ui/number_style.py"/>
        <location filename="../ui/plan_model.py"/>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Position added</source>
        <translation>Thêm vị trí</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Position changed</source>
        <translation>Sửa vị trí</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Position taken away</source>
        <translation>Bỏ vị trí</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Person entered</source>
        <translation>Nhập người liên quan</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Person's data changed</source>
        <translation>Sửa dữ liệu người liên quan</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Person's data deleted</source>
        <translation>Xóa người liên quan</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Person's data erased</source>
        <translation>Xóa bỏ dữ liệu cá nhân</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Notice entered</source>
        <translation>Nhập thông báo</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Notice changed</source>
        <translation>Sửa thông báo</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Notice taken away</source>
        <translation>Bỏ thông báo</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Plaque entered</source>
        <translation>Nhập biển địa chỉ số</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Plaque changed</source>
        <translation>Sửa biển địa chỉ số</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Plaque taken away</source>
        <translation>Bỏ biển địa chỉ số</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../ui/assign_page.py"/>
        <location filename="../ui/labels.py"/>
        <source>Assign new codes</source>
        <translation>Cấp mới</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../processing/match_codes.py"/>
        <location filename="../ui/assign_page.py"/>
        <location filename="../ui/labels.py"/>
        <source>Match issued codes</source>
        <translation>Ghép mã đã cấp</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../processing/add_units.py"/>
        <location filename="../ui/labels.py"/>
        <source>Add units (flats, stalls)</source>
        <translation>Thêm căn, gian</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Kind of position</source>
        <translation>Loại vị trí</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../processing/share_data.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <location filename="../publish/share_sheet.py"/>
        <source>Recipient</source>
        <translation>Bên nhận</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>How</source>
        <translation>Hình thức</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <location filename="../ui/hands_step.py"/>
        <source>State</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Sent on</source>
        <translation>Ngày gửi</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Reached on</source>
        <translation>Ngày đến người nhận</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Document number</source>
        <translation>Số văn bản</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../processing/print_plaques.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <location filename="../ui/publish_plaques.py"/>
        <source>Design</source>
        <translation>Mẫu biển</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../processing/print_plaques.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Printed on</source>
        <translation>Ngày in</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>Ordered on</source>
        <translation>Ngày đặt làm</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Delivered on</source>
        <translation>Ngày giao</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../processing/update_plaques.py"/>
        <location filename="../publish/plaque_lists.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Why not mounted</source>
        <translation>Lý do chưa gắn</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../ui/publish_data.py"/>
        <source>Until</source>
        <translation>Đến ngày</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../processing/print_plaques.py"/>
        <source>Print run</source>
        <translation>Đợt in</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/plaque_lists.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Mounted on</source>
        <translation>Ngày gắn</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../processing/update_plaques.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Where on the object</source>
        <translation>Vị trí gắn</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../processing/update_plaques.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Photo</source>
        <translation>Ảnh</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Entrance</source>
        <translation>Lối vào</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <location filename="../ui/labels.py"/>
        <source>Building</source>
        <translation>Nhà, công trình</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <location filename="../ui/labels.py"/>
        <source>Parcel</source>
        <translation>Thửa đất</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Mooring</source>
        <translation>Chỗ neo đậu</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Owner</source>
        <translation>Chủ sở hữu</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Legal representative</source>
        <translation>Người đại diện theo pháp luật</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>User or manager</source>
        <translation>Người sử dụng, quản lý</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Through the commune or settlement</source>
        <translation>Qua chính quyền xã, thôn</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Met in person</source>
        <translation>Gặp trực tiếp</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Text message</source>
        <translation>Tin nhắn</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/notices.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>E-mail</source>
        <translation>Thư điện tử</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/notices.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>By post</source>
        <translation>Đường thư</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Planned</source>
        <translation>Dự kiến</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Sent</source>
        <translation>Đã gửi</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Recipient reached</source>
        <translation>Đã đến người nhận</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/notices.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Not reached</source>
        <translation>Không liên hệ được</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Ordered</source>
        <translation>Đã đặt làm</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Printed</source>
        <translation>Đã in</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/notices.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Delivered</source>
        <translation>Đã nhận</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Mounted</source>
        <translation>Đã gắn</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Not mounted</source>
        <translation>Chưa gắn được</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Replaced</source>
        <translation>Đã thay biển khác</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Nobody there</source>
        <translation>Vắng nhà</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>No place for it</source>
        <translation>Không có chỗ gắn</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>The object is gone</source>
        <translation>Công trình không còn</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Wrong or damaged plaque</source>
        <translation>Biển sai hoặc hỏng</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Damaged</source>
        <translation>Bị hỏng</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Removed</source>
        <translation>Đã tháo</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>position on the map</source>
        <translation>vị trí trên bản đồ</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>{field}: {old} → {new}</source>
        <translation>{field}: {old} → {new}</translation>
    </message>
    <message>
        <location filename="../core/history_text.py"/>
        <source>{field}: {new}</source>
        <translation>{field}: {new}</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>First house on the {side} of {street}.</source>
        <translation>Nhà đầu tiên ở {side} của {street}.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>Next on the {side} of {street} after number {before}.</source>
        <translation>Nhà kế tiếp ở {side} của {street}, sau số {before}.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>On the {side} of {street} after number {before} and a gap of {metres} m, for which {count} numbers are left.</source>
        <translation>Ở {side} của {street}, sau số {before} và {metres} m đất trống, đã chừa {count} số.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>On the {side} of {street} between the existing numbers {before} and {after}.</source>
        <translation>Ở {side} của {street}, giữa hai số hiện có {before} và {after}.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>Inserted on the {side} of {street} after number {before}: no number is free before {after}, so the one before takes a letter.</source>
        <translation>Nhà xen ở {side} của {street} sau số {before}: trước số {after} không còn số trống nên lấy số trước kèm chữ cái.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>Left free for the {metres} m of land after number {before}.</source>
        <translation>Chừa cho {metres} m đất trống sau số {before}.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>Left free for a lot of the detailed plan.</source>
        <translation>Chừa cho một lô đất của quy hoạch chi tiết.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>The house has this number already; it is kept.</source>
        <translation>Nhà đã có số này; giữ nguyên.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>The street {street} is locked: nothing is proposed on it.</source>
        <translation>Đường {street} đã khóa: không đề xuất số.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>The house has no position.</source>
        <translation>Nhà chưa có vị trí.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>No street lies within {metres} m of the house. Draw its street, or raise the distance in the rules.</source>
        <translation>Trong {metres} m quanh nhà không có đường nào. Hãy vẽ đường hoặc tăng khoảng cách trong quy tắc.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>The street layer has no street {street} here. Correct the name, or draw the street.</source>
        <translation>Lớp đường không có đường {street} ở đây. Hãy sửa tên hoặc vẽ đường.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>The house is {metres} m off {street}: perhaps it stands in an alley that is not drawn.</source>
        <translation>Nhà cách {street} {metres} m: có thể nằm trong ngõ chưa được vẽ.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>The record takes no number from here: it was submitted, verified, issued or retired, or is a unit of a building.</source>
        <translation>Không đề xuất số cho bản ghi này: đã gửi, đã xác thực, đã cấp hoặc ngừng sử dụng, hoặc là căn/gian của một tòa nhà.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>Its alley meets no numbered house on {street}, so it cannot be named yet.</source>
        <translation>Ngõ không giáp nhà nào có số trên {street} nên chưa đặt tên được.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>No letter is left for houses inserted after number {before}: number this part of {street} by hand.</source>
        <translation>Đã hết chữ cái cho các nhà xen sau số {before}: hãy đánh số đoạn này của {street} bằng tay.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>Corner house: {street} is wider than {other}.</source>
        <translation>Nhà góc phố: {street} rộng hơn {other}.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>Corner house: its main door opens to {street}, not to {other}.</source>
        <translation>Nhà góc phố: cửa chính mở ra {street}, không phải {other}.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>Corner house between {street} and {other}, whose widths and whose main door are not known: the nearer one was taken. Please check.</source>
        <translation>Nhà góc giữa {street} và {other}, chưa biết bề rộng đường và cửa chính: đã lấy đường gần hơn. Hãy kiểm tra.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>The alley is named after number {before} of {street}, before its mouth.</source>
        <translation>Ngõ mang số nhà {before} của {street}, là nhà ngay trước đầu ngõ.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>The alley is named after number {before} of {street}: no house stands before its mouth.</source>
        <translation>Ngõ mang số nhà {before} của {street}: trước đầu ngõ không có nhà nào.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>The alley has this name already on the map or at its houses.</source>
        <translation>Ngõ đã có tên này trên bản đồ hoặc ở các nhà trong ngõ.</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>left side</source>
        <translation>bên trái</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>right side</source>
        <translation>bên phải</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>as it is numbered already</source>
        <translation>theo số hiện có</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>as the street layer says</source>
        <translation>theo lớp đường</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>from the centre outward</source>
        <translation>từ trung tâm ra ngoài</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>north to south, east to west</source>
        <translation>Bắc đến Nam, Đông đến Tây</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>from its mouth</source>
        <translation>từ đầu ngõ</translation>
    </message>
    <message>
        <location filename="../core/house_numbers/reasons.py"/>
        <source>a ring, as it is drawn</source>
        <translation>đường vòng, theo chiều vẽ</translation>
    </message>
    <message>
        <location filename="../core/imposition.py"/>
        <source>A plaque of {width} × {height} mm with {bleed} mm of bleed does not fit on a sheet of {sheet_width} × {sheet_height} mm. Choose a larger sheet, or one plaque a page.</source>
        <translation>Biển {width} × {height} mm với {bleed} mm tràn lề không vừa tờ {sheet_width} × {sheet_height} mm. Hãy chọn tờ lớn hơn, hoặc mỗi trang một biển.</translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>The file {file} lacks the key "{key}". Add it; the profiles shipped with the plugin show how.</source>
        <translation>Tệp {file} thiếu khóa “{key}”. Hãy thêm vào theo mẫu các tệp cấu hình đi kèm phần mở rộng.</translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>The file {file} has an unknown key "{key}". Remove it or correct it to one of: {known}.</source>
        <translation>Tệp {file} có khóa lạ “{key}”. Hãy bỏ đi hoặc sửa thành một trong: {known}.</translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be an object {{"…": …}}, not {value}. Correct it there.</source>
        <translation>Trong tệp {file}, “{key}” phải là một đối tượng {{"…": …}}, không phải {value}. Hãy sửa lại.</translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be a list […], not {value}. Put its items in brackets.</source>
        <translation>Trong tệp {file}, “{key}” phải là một danh sách […], không phải {value}. Hãy đặt các phần tử trong ngoặc vuông.</translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be a text that is not empty, not {value}. Put it in quotes.</source>
        <translation>Trong tệp {file}, “{key}” phải là văn bản không rỗng, không phải {value}. Hãy đặt trong dấu nháy kép.</translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be a number from {lowest} to {highest}, not {value}. Correct it there.</source>
        <translation>Trong tệp {file}, “{key}” phải là số từ {lowest} đến {highest}, không phải {value}. Hãy sửa lại.</translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be true or false, not {value}. Correct it there.</source>
        <translation>Trong tệp {file}, “{key}” phải là true hoặc false, không phải {value}. Hãy sửa lại.</translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must be one of {allowed}, not {value}. Correct it there.</source>
        <translation>Trong tệp {file}, “{key}” phải là một trong {allowed}, không phải {value}. Hãy sửa lại.</translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" must consist of small letters a-z, digits and "_" and begin with a letter, not {value}. Choose another one.</source>
        <translation>Trong tệp {file}, “{key}” chỉ gồm chữ thường a-z, chữ số và “_”, bắt đầu bằng chữ cái, không phải {value}. Hãy chọn tên khác.</translation>
    </message>
    <message>
        <location filename="../core/json_reader.py"/>
        <source>In the file {file}, "{key}" is {value}, which {other} uses already. Choose another one.</source>
        <translation>Trong tệp {file}, “{key}” là {value}, giá trị này {other} đã dùng. Hãy chọn giá trị khác.</translation>
    </message>
    <message>
        <location filename="../core/land/cad_problems.py"/>
        <source>One face holds several parcel numbers ({values}): a boundary between them is missing or not closed, or a number stands in the neighbour. The face has no number until the drawing is mended.</source>
        <translation>Một vùng khép kín chứa nhiều số thửa ({values}): thiếu ranh giữa các thửa, ranh chưa khép kín, hoặc có số thửa nằm lấn sang thửa bên cạnh. Vùng này chưa được gán số thửa cho đến khi bản vẽ được sửa.</translation>
    </message>
    <message>
        <location filename="../core/land/cad_problems.py"/>
        <source>Parcel {parcel} of sheet {sheet} is drawn {count} times. Correct the wrong number in the drawing.</source>
        <translation>Thửa {parcel} tờ {sheet} xuất hiện {count} lần trên bản vẽ. Hãy sửa số thửa sai trong bản vẽ.</translation>
    </message>
    <message>
        <location filename="../core/land/cad_problems.py"/>
        <source>A closed face of {area} m² has no parcel number (a street or water, or a number forgotten or on another level). If it is a parcel, write its number into it.</source>
        <translation>Một vùng khép kín {area} m² không có số thửa (đường giao thông, thủy hệ, hoặc số thửa bị sót hay nằm ở level khác). Nếu đây là thửa đất, hãy ghi số thửa vào trong vùng.</translation>
    </message>
    <message>
        <location filename="../core/land/cad_problems.py"/>
        <source>Parcel {parcel} has no sheet number: the file names several sheets or none. Give the sheet number at the import, or draw the sheet frames and add their level to the profile.</source>
        <translation>Thửa {parcel} chưa có số tờ bản đồ: tệp ghi nhiều số tờ hoặc không ghi số tờ nào. Hãy nhập số tờ khi nhập tệp, hoặc vẽ khung tờ bản đồ và khai báo level của khung trong cấu hình.</translation>
    </message>
    <message>
        <location filename="../core/land/cad_problems.py"/>
        <source>The text “{value}” stands in no closed face: the boundary around it has a gap, or it is a note beside the map. Close the boundary, or raise the tolerance at the import.</source>
        <translation>Chữ “{value}” không nằm trong vùng khép kín nào: ranh thửa quanh nó bị hở, hoặc đây là ghi chú ngoài bản đồ. Hãy khép kín ranh, hoặc tăng dung sai khi nhập tệp.</translation>
    </message>
    <message>
        <location filename="../core/land/cad_problems.py"/>
        <source>A boundary line ends freely ({length} m to the next meeting of lines). It was left out; where it should close a parcel, draw it to the line it misses.</source>
        <translation>Một đường ranh có đầu tự do (dài {length} m tính đến điểm giao gần nhất). Đoạn này đã bị bỏ qua; nếu nó phải khép kín thửa đất, hãy kéo dài đến đường ranh còn thiếu.</translation>
    </message>
    <message>
        <location filename="../core/land/cad_problems.py"/>
        <source>Parcel {parcel} of sheet {sheet}: the drawing measures {area} m², the text says {stated} m². Check the boundary and the text.</source>
        <translation>Thửa {parcel} tờ {sheet}: diện tích đo trên bản vẽ là {area} m², diện tích ghi là {stated} m². Hãy kiểm tra ranh thửa và chữ ghi diện tích.</translation>
    </message>
    <message>
        <location filename="../core/land/cad_problems.py"/>
        <source>A sliver of {area} m² between two lines was left out: a boundary is drawn twice and not quite alike. Raise the tolerance or erase one of the lines.</source>
        <translation>Đã bỏ qua một vùng vụn {area} m² giữa hai đường: ranh được vẽ hai lần nhưng không trùng khít. Hãy tăng dung sai hoặc xóa bớt một đường.</translation>
    </message>
    <message>
        <location filename="../core/land/cad_problems.py"/>
        <source>Lines meet here in a way that could not be resolved. Check the parcels around this place and redraw the lines.</source>
        <translation>Các đường tại đây giao nhau phức tạp, không xử lý được. Hãy kiểm tra các thửa quanh vị trí này và vẽ lại đường ranh.</translation>
    </message>
    <message>
        <location filename="../core/land/cad_profile.py"/>
        <source>In the file {file}, "{key}" is no regular expression: {detail}. Correct it; the profile shipped with the plugin shows how.</source>
        <translation>Trong tệp {file}, "{key}" không phải là biểu thức chính quy hợp lệ: {detail}. Hãy sửa lại; xem mẫu trong cấu hình đi kèm plugin.</translation>
    </message>
    <message>
        <location filename="../core/land/cad_profile.py"/>
        <source>In the file {file}, "{key}" has no rule with the role "{role}": without it there are no parcels. Add one.</source>
        <translation>Trong tệp {file}, "{key}" thiếu quy tắc có vai trò "{role}": không có nó thì không dựng được thửa đất. Hãy bổ sung.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The field {field} is written in {encoding}: {count} values are turned into Unicode.</source>
        <translation>Trường {field} gõ theo bảng mã {encoding}: {count} giá trị được chuyển sang Unicode.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The field {field} may be written in {encoding} ({count} values would change). Look at the samples; if they are right, choose this encoding for the import.</source>
        <translation>Trường {field} có thể gõ theo bảng mã {encoding} ({count} giá trị sẽ thay đổi). Hãy xem mẫu; nếu đúng, chọn bảng mã này khi nhập.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The texts of the field {field} are in an encoding that is not known; they stay as they are. Ask for the font or the program that they come from.</source>
        <translation>Chữ của trường {field} theo một bảng mã chưa nhận ra; được giữ nguyên. Hãy hỏi phông chữ hoặc phần mềm đã tạo ra chúng.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} values of the field {field} have lost characters that nobody can bring back (features {rows}). They stay as they are: correct them from the source documents.</source>
        <translation>{count} giá trị của trường {field} đã mất ký tự, không thể khôi phục (đối tượng {rows}). Chúng được giữ nguyên: hãy sửa theo hồ sơ gốc.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} values of the field {field} were written in a font of capitals: their tone-marked letters come out small. Look at them after the import.</source>
        <translation>{count} giá trị của trường {field} gõ bằng phông chữ hoa: chữ có dấu sẽ thành chữ thường. Hãy xem lại sau khi nhập.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} values of the field {field} can be read in two ways, or are not written as the rest of it is; they stay as they are.</source>
        <translation>{count} giá trị của trường {field} có thể đọc theo hai cách, hoặc viết bằng bảng mã khác với phần còn lại của trường; chúng được giữ nguyên.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The field {field} holds identity numbers. It is left out, and its values are not shown.</source>
        <translation>Trường {field} chứa số giấy tờ tùy thân. Trường được loại bỏ và không hiển thị giá trị.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The field {field} holds phone numbers. It is left out, and its values are not shown.</source>
        <translation>Trường {field} chứa số điện thoại. Trường được loại bỏ và không hiển thị giá trị.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The field {field} holds names of persons. It is left out, and its values are not shown.</source>
        <translation>Trường {field} chứa họ tên người. Trường được loại bỏ và không hiển thị giá trị.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The field {field} holds e-mail addresses. It is left out, and its values are not shown.</source>
        <translation>Trường {field} chứa địa chỉ thư điện tử. Trường được loại bỏ và không hiển thị giá trị.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The field {field} seems to hold personal data. It is left out, and its values are not shown.</source>
        <translation>Trường {field} có vẻ chứa dữ liệu cá nhân. Trường được loại bỏ và không hiển thị giá trị.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} values of the field {field} hold a telephone number, an identity number, a mail address or the name of a person; *** takes its place, and it is not shown.</source>
        <translation>{count} giá trị của trường {field} có số điện thoại, số giấy tờ tùy thân, địa chỉ thư điện tử hoặc tên người; phần đó được thay bằng *** và không hiển thị.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The field {field} is recognised and becomes {column}.</source>
        <translation>Nhận ra trường {field}, đổi tên thành {column}.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>No field was recognised as {columns}. If the layer has it, name it in the field map; the choice is remembered.</source>
        <translation>Không nhận ra trường nào là {columns}. Nếu lớp có trường đó, hãy ghi vào bảng ghép trường; lựa chọn sẽ được ghi nhớ.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The layer has sheet and parcel number both of the map ({map}) and of the certificate ({certificate}). Both are kept, since they differ after a renumbering.</source>
        <translation>Lớp có số tờ, số thửa theo bản đồ ({map}) và theo giấy chứng nhận ({certificate}). Giữ cả hai, vì chúng khác nhau sau khi đánh số lại.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The field {field} has land-use codes that {source} does not list: {values}.</source>
        <translation>Trường {field} có mã loại đất không có trong {source}: {values}.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The field {field} has land-use codes of earlier circulars: {values}. Today's list is that of {source}.</source>
        <translation>Trường {field} có mã loại đất theo thông tư cũ: {values}. Danh mục hiện hành là {source}.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The field {field} should tell the objects apart, but {count} features share their value with another one.</source>
        <translation>Trường {field} lẽ ra phân biệt các đối tượng, nhưng {count} đối tượng trùng giá trị với đối tượng khác.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} features have no geometry and are left out ({rows}).</source>
        <translation>{count} đối tượng không có hình, bị bỏ qua ({rows}).</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} features have an empty geometry and are left out ({rows}).</source>
        <translation>{count} đối tượng có hình rỗng, bị bỏ qua ({rows}).</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} features have an unreadable geometry and are left out ({rows}).</source>
        <translation>{count} đối tượng có hình không đọc được, bị bỏ qua ({rows}).</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} features have coordinates that are no place on Earth and are left out ({rows}).</source>
        <translation>{count} đối tượng có tọa độ không nằm ở đâu trên Trái Đất, bị bỏ qua ({rows}).</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} features lie at the coordinates 0, 0 or reach there, far from the others ({rows}): their place was not known. They are kept; give them their place or delete them.</source>
        <translation>{count} đối tượng nằm tại tọa độ 0, 0 hoặc kéo dài tới đó, cách xa các đối tượng khác ({rows}): vị trí của chúng chưa xác định. Các đối tượng này được giữ lại; hãy đặt lại vị trí hoặc xóa chúng.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} outlines cross or touch themselves ({rows}). They are mended; areas are reported.</source>
        <translation>{count} đường bao tự cắt hoặc tự chạm ({rows}). Chúng được sửa; diện tích trước và sau được ghi trong báo cáo.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} features have repeated vertices ({rows}), which are removed.</source>
        <translation>{count} đối tượng có đỉnh trùng ({rows}), các đỉnh trùng được bỏ.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} features have heights or measures (Z, M), which addresses do not need; they are removed.</source>
        <translation>{count} đối tượng có độ cao hoặc số đo (Z, M), địa chỉ không cần đến nên được bỏ.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} features consist of parts more than {distance} m apart ({rows}): the parts become objects of their own.</source>
        <translation>{count} đối tượng gồm các phần cách nhau trên {distance} m ({rows}): mỗi phần thành một đối tượng riêng.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} features have several parts near each other; they stay together, as a parcel cut by a lane.</source>
        <translation>{count} đối tượng có nhiều phần gần nhau; được giữ làm một, như thửa đất bị ngõ cắt qua.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} outlines are slivers, too small or too narrow for an object ({rows}). Look at them.</source>
        <translation>{count} đường bao là mảnh vụn, quá nhỏ hoặc quá hẹp để là một đối tượng ({rows}). Hãy xem lại.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} features have the same outline as an earlier one ({rows}). Look which of them is right.</source>
        <translation>{count} đối tượng có đường bao trùng với một đối tượng trước ({rows}). Hãy xem đối tượng nào đúng.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>{count} features repeat an earlier one in outline and every attribute ({rows}). One of each is kept.</source>
        <translation>{count} đối tượng lặp lại hoàn toàn đường bao và thuộc tính của đối tượng trước ({rows}). Mỗi nhóm giữ một.</translation>
    </message>
    <message>
        <location filename="../core/land/diagnosis.py"/>
        <source>The layer mixes kinds of geometry: {kinds}. Only those of the main kind are imported.</source>
        <translation>Lớp lẫn nhiều kiểu hình: {kinds}. Chỉ nhập kiểu chiếm đa số.</translation>
    </message>
    <message>
        <location filename="../core/land/field_map.py"/>
        <source>The field map is not JSON such as {{"SoTo": "map_sheet", "GhiChu": ""}} ({detail}). Correct it: field of the layer first, then its new name; an empty name leaves the field out.</source>
        <translation>Bảng ghép trường không phải JSON dạng {{"SoTo": "map_sheet", "GhiChu": ""}} ({detail}). Hãy sửa: trước là trường của lớp, sau là tên mới; tên rỗng là bỏ trường.</translation>
    </message>
    <message>
        <location filename="../core/land/field_map.py"/>
        <source>The field map names {field}, which the layer does not have. Its fields are: {fields}. Correct the map.</source>
        <translation>Bảng ghép trường nêu {field}, nhưng lớp không có trường này. Các trường của lớp: {fields}. Hãy sửa bảng ghép.</translation>
    </message>
    <message>
        <location filename="../core/land/field_map.py"/>
        <source>The field map gives the name {column} to two fields: {fields}. Choose another name.</source>
        <translation>Bảng ghép trường đặt tên {column} cho hai trường: {fields}. Hãy chọn tên khác.</translation>
    </message>
    <message>
        <location filename="../core/land/field_map.py"/>
        <source>The field map gives the name {column}, which the GeoPackage keeps for itself. Choose another name.</source>
        <translation>Bảng ghép trường đặt tên {column}, tên này GeoPackage dành riêng. Hãy chọn tên khác.</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>left out: no geometry</source>
        <translation>bỏ qua: không có hình</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>left out: empty geometry</source>
        <translation>bỏ qua: hình rỗng</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>left out: unreadable geometry</source>
        <translation>bỏ qua: hình không đọc được</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>left out: coordinates that are no place on Earth</source>
        <translation>bỏ qua: tọa độ không nằm ở đâu trên Trái Đất</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>left out: another kind of geometry than the layer's</source>
        <translation>bỏ qua: kiểu hình khác với kiểu của lớp</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>left out: nothing remains of the outline when it is mended</source>
        <translation>bỏ qua: sửa xong đường bao không còn gì</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>left out: the same outline and attributes as an earlier feature</source>
        <translation>bỏ qua: trùng đường bao và thuộc tính với đối tượng trước</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>outline mended</source>
        <translation>đã sửa đường bao</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>parts made objects of their own</source>
        <translation>đã tách các phần thành đối tượng riêng</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>repeated vertices removed</source>
        <translation>đã bỏ đỉnh trùng</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>heights (Z) and measures (M) removed</source>
        <translation>đã bỏ độ cao (Z) và số đo (M)</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>sliver: kept, look at it</source>
        <translation>mảnh vụn: giữ lại, cần xem</translation>
    </message>
    <message>
        <location filename="../core/land/mending.py"/>
        <source>at 0, 0 and so outside Viet Nam: kept, give it its place</source>
        <translation>nằm tại 0, 0, ngoài lãnh thổ Việt Nam: vẫn giữ lại, hãy đặt lại vị trí</translation>
    </message>
    <message>
        <location filename="../core/land/vn2000.py"/>
        <source>In the file {file}, "{key}" names the province "{name}", which was none of the 63 before 1 July 2025. Write it as in units_legacy.csv.</source>
        <translation>Trong tệp {file}, "{key}" ghi tỉnh "{name}", không có trong 63 tỉnh trước ngày 01/7/2025. Hãy ghi như trong units_legacy.csv.</translation>
    </message>
    <message>
        <location filename="../core/land/vn2000.py"/>
        <source>In the file {file}, "{key}" must be a list of seven numbers: three shifts, three rotations and a scale.</source>
        <translation>Trong tệp {file}, "{key}" phải là danh sách bảy số: ba tham số dịch chuyển, ba góc xoay và một tỷ lệ.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <location filename="../ui/labels.py"/>
        <source>Declared</source>
        <translation>Khai báo</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <location filename="../ui/labels.py"/>
        <location filename="../ui/stage_box.py"/>
        <source>Created</source>
        <translation>Tạo lập</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <location filename="../ui/labels.py"/>
        <source>Submitted</source>
        <translation>Đã gửi</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <location filename="../ui/labels.py"/>
        <source>Verified</source>
        <translation>Đã xác thực</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <location filename="../ui/labels.py"/>
        <source>Issued</source>
        <translation>Đã cấp</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <location filename="../ui/labels.py"/>
        <location filename="../ui/sync_views.py"/>
        <location filename="../ui/sync_words.py"/>
        <source>Rejected</source>
        <translation>Bị trả lại</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>declare</source>
        <translation>khai báo</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>create</source>
        <translation>tạo lập</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>verify</source>
        <translation>xác thực</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>The record is in the stage “{stage}” already.</source>
        <translation>Bản ghi đang ở trạng thái “{stage}” rồi.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>From “{stage}” a record does not become “{target}”, only: {ways}.</source>
        <translation>Từ “{stage}” không chuyển sang “{target}” được, chỉ chuyển sang: {ways}.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>The record is retired. Restore it first: it then is what it was before.</source>
        <translation>Bản ghi đã ngừng sử dụng. Hãy khôi phục trước: bản ghi sẽ trở lại trạng thái cũ.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>A new record is “{declared}” or “{created}”, and becomes “{target}” later.</source>
        <translation>Bản ghi mới chỉ là “{declared}” hoặc “{created}”, sau đó mới chuyển sang “{target}”.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>{actor} does not hold the power to {power} in this register. Ask whoever does ({holders}), or have it given with “Set powers”.</source>
        <translation>{actor} chưa được giao quyền {power} trong sổ này. Hãy nhờ người có quyền ({holders}), hoặc đề nghị giao quyền bằng công cụ “Giao quyền”.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>To become “{target}” the record still needs: {missing}.</source>
        <translation>Để chuyển sang “{target}”, bản ghi còn thiếu: {missing}.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>The review finds errors in it: {errors}. Correct them and check again, or mark an exception with its reason.</source>
        <translation>Rà soát thấy lỗi: {errors}. Hãy sửa rồi kiểm tra lại, hoặc ghi nhận ngoại lệ kèm lý do.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>Only a retired record can be restored; this one is in use.</source>
        <translation>Chỉ khôi phục được bản ghi đã ngừng sử dụng; bản ghi này đang sử dụng.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>The history does not say what the record was before it was retired, so it is not restored.</source>
        <translation>Lịch sử không cho biết trạng thái của bản ghi trước khi ngừng sử dụng, nên không khôi phục được.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>The record was merged into {successor}, which stands for it now. Undo that assignment instead.</source>
        <translation>Bản ghi đã nhập vào {successor}, nay thay cho nó. Hãy hoàn tác lần gán mã đó.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>The building that it belongs to is retired. Restore the building first.</source>
        <translation>Tòa nhà của căn, gian này đã ngừng sử dụng. Hãy khôi phục tòa nhà trước.</translation>
    </message>
    <message>
        <location filename="../core/lifecycle_actions.py"/>
        <source>{count} of its units (flats, stalls) are in use. Retire them first, or together with it.</source>
        <translation>Tòa nhà còn {count} căn, gian đang sử dụng. Hãy ngừng sử dụng chúng trước, hoặc cùng lúc với tòa nhà.</translation>
    </message>
    <message>
        <location filename="../core/map_themes.py"/>
        <source>In the file {file}, "{key}" must be a colour like #c0392b, not {value}. Correct it there.</source>
        <translation>Trong tệp {file}, "{key}" phải là một màu như #c0392b, không phải {value}. Hãy sửa tại đó.</translation>
    </message>
    <message>
        <location filename="../core/map_themes.py"/>
        <source>There is no theme “{theme}”. The themes are: {known}.</source>
        <translation>Không có chủ đề “{theme}”. Các chủ đề gồm: {known}.</translation>
    </message>
    <message>
        <location filename="../core/notices.py"/>
        <source>By the commune or settlement</source>
        <translation>Qua xã, thôn</translation>
    </message>
    <message>
        <location filename="../core/notices.py"/>
        <source>Handed over in person</source>
        <translation>Gặp trực tiếp</translation>
    </message>
    <message>
        <location filename="../core/notices.py"/>
        <source>Text message (SMS)</source>
        <translation>Tin nhắn (SMS)</translation>
    </message>
    <message>
        <location filename="../core/notices.py"/>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Refused</source>
        <translation>Từ chối nhận</translation>
    </message>
    <message>
        <location filename="../core/open_data.py"/>
        <source>In the file {file}, "{key}" names {field}, which may not be told to the public. Take it out; the fields that may stand there are: {known}.</source>
        <translation>Trong tệp {file}, "{key}" có {field} là trường không được công bố. Hãy bỏ trường này; các trường được phép: {known}.</translation>
    </message>
    <message>
        <location filename="../core/open_data.py"/>
        <source>In the file {file}, "{key}" names {field}, which the register does not have. Known are: {known}.</source>
        <translation>Trong tệp {file}, "{key}" có {field} mà sổ địa chỉ không có. Các trường đã biết: {known}.</translation>
    </message>
    <message>
        <location filename="../core/planner.py"/>
        <source>The review decides on {count} objects that are not on the layer any more ({refs}): the layer has changed since the plan was made. Nothing was written. Make the plan again and review that one.</source>
        <translation>Trong kế hoạch đã rà soát có {count} đối tượng không còn trên lớp ({refs}): lớp đã thay đổi sau khi lập kế hoạch. Chưa ghi gì. Hãy lập lại kế hoạch và rà soát kế hoạch mới.</translation>
    </message>
    <message>
        <location filename="../core/plaque_design.py"/>
        <source>There is no plaque design “{name}”. Write one of {known}, or the path of a design (.json) or a layout (.qpt).</source>
        <translation>Không có mẫu biển “{name}”. Hãy ghi một trong các mẫu {known}, hoặc đường dẫn đến tệp mẫu (.json) hay bố cục (.qpt).</translation>
    </message>
    <message>
        <location filename="../core/plaque_design.py"/>
        <source>In the file {file}, "layout" names {path}, which does not exist. Save the layout as a template there.</source>
        <translation>Trong tệp {file}, "layout" trỏ đến {path}, nhưng tệp này không tồn tại. Hãy lưu bố cục thành mẫu vào đó.</translation>
    </message>
    <message>
        <location filename="../core/plaque_design.py"/>
        <source>In the file {file}, the text "{key}" of the QR code may name {{link}} and {{code}} only, and must name one of them, so that each code says something else and nothing about people.</source>
        <translation>Trong tệp {file}, văn bản "{key}" của mã QR chỉ được nhắc đến {{link}} và {{code}}, và phải có ít nhất một trong hai, để mỗi mã một nội dung và không chứa thông tin cá nhân.</translation>
    </message>
    <message>
        <location filename="../core/plaque_life.py"/>
        <source>New plaque</source>
        <translation>Biển mới</translation>
    </message>
    <message>
        <location filename="../core/plaque_life.py"/>
        <source>Replacement of a lost or damaged one</source>
        <translation>Thay biển mất hoặc hỏng</translation>
    </message>
    <message>
        <location filename="../core/plaque_life.py"/>
        <source>Correction of a wrong one</source>
        <translation>Sửa biển sai</translation>
    </message>
    <message>
        <location filename="../core/plaque_life.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Other reason</source>
        <translation>Lý do khác</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>{file} is no field profile: it has no list named “fields”. Choose another file or mend this one.</source>
        <translation>{file} không phải tệp cấu hình trường: không có danh sách “fields”. Hãy chọn tệp khác hoặc sửa tệp này.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): the name is not made of small letters a–z, digits and _. Rename it.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): tên chỉ được gồm chữ thường a–z, chữ số và dấu _. Hãy đặt lại tên.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): this name is reserved (register or personal data). Rename it.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): tên này dành riêng cho sổ hoặc dữ liệu cá nhân. Hãy đặt tên khác.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): by its name this field holds personal data. Take it out: people are entered apart, in the table of people. If it holds something else, rename it and its label.</source>
        <translation>Cấu hình trường {file}, {path} (“{field}”): theo tên gọi thì trường này chứa dữ liệu cá nhân. Hãy bỏ trường này: thông tin về người được nhập riêng trong bảng người liên quan. Nếu trường chứa nội dung khác, hãy đổi tên và nhãn.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “{key}” names “{value}”, which is neither a group (I, II, III) nor an object class of this register. Correct it, or add the class to the list of classes first.</source>
        <translation>Cấu hình trường {file}, {path} (“{field}”): “{key}” ghi “{value}”, không phải mục (I, II, III) cũng không phải loại đối tượng của sổ này. Hãy sửa lại, hoặc thêm loại đó vào danh mục loại đối tượng trước.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): personal fields cannot be added, only worded and required. Take it out.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): không được thêm trường dữ liệu cá nhân, chỉ được sửa nhãn và tính bắt buộc. Hãy bỏ trường này.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path}: “{field}” stands there twice. Take one of them out.</source>
        <translation>Tệp cấu hình trường {file}, {path}: “{field}” xuất hiện hai lần. Hãy bỏ bớt một.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): nothing is known by this name. Remove it, or write one of: {known}.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): không có mục nào mang tên này. Hãy bỏ đi, hoặc ghi một trong các tên: {known}.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “{key}” of this built-in field must stay {value}. Take “{key}” out.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “{key}” của trường có sẵn này phải giữ nguyên là {value}. Hãy bỏ “{key}”.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): this built-in field must stay required. Take “required” out.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): trường có sẵn này phải giữ là bắt buộc. Hãy bỏ “required”.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “values” is not a list of objects with value, vi and en. Mend it.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “values” phải là danh sách các mục có value, vi và en. Hãy sửa lại.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “default” is not a text. Put it between quotation marks.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “default” không phải văn bản. Hãy đặt trong dấu ngoặc kép.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “{key}” lacks its text. Give it in vi and in en.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “{key}” thiếu nội dung. Hãy ghi cả vi và en.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “required” is not true or false. Write one of the two.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “required” phải là true hoặc false. Hãy ghi một trong hai.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “{key}” is {value}. Write one of: {allowed}.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “{key}” đang là {value}. Hãy ghi một trong: {allowed}.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path}: this is not a list. Put its items between [ and ].</source>
        <translation>Tệp cấu hình trường {file}, {path}: đây không phải là danh sách. Hãy đặt các mục trong [ và ].</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “{key}” is not a text. Put it between quotation marks.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “{key}” không phải văn bản. Hãy đặt trong dấu ngoặc kép.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “{key}” is not a list of texts. Write it as ["house", "II"].</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “{key}” không phải danh sách văn bản. Hãy ghi như ["house", "II"].</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “{key}” is not a list of lists of field names. Write it as [["house_number", "street"], ["settlement"]].</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “{key}” không phải danh sách gồm các danh sách tên trường. Hãy ghi như [["house_number", "street"], ["settlement"]].</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): there is no field “{name}”. Add it to “fields” or correct the name.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): không có trường “{name}”. Hãy thêm vào “fields” hoặc sửa lại tên.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “{key}” is not a number. Write it without quotation marks.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “{key}” không phải là số. Hãy ghi không có dấu ngoặc kép.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): only integer and real fields have a “{key}”. Take it out.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): chỉ trường integer và real mới có “{key}”. Hãy bỏ đi.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “min” is above “max”. Exchange them.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “min” lớn hơn “max”. Hãy đổi chỗ hai giá trị.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “pattern” is no regular expression ({problem}). Mend it; \d{{5}} means five digits.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “pattern” không phải biểu thức chính quy ({problem}). Hãy sửa lại; \d{{5}} nghĩa là năm chữ số.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): only text fields have a “pattern”. Take it out.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): chỉ trường text mới có “pattern”. Hãy bỏ đi.</translation>
    </message>
    <message>
        <location filename="../core/profile_problems.py"/>
        <source>Field profile {file}, {path} (“{field}”): “domain” does not name its table, key and label. Write all three.</source>
        <translation>Tệp cấu hình trường {file}, {path} (“{field}”): “domain” chưa ghi đủ table, key và label. Hãy ghi cả ba.</translation>
    </message>
    <message>
        <location filename="../core/qr.py"/>
        <source>A QR code cannot hold this text of {length} bytes; at the level {level} it holds {most}. Shorten the text.</source>
        <translation>Mã QR không chứa được văn bản {length} byte này; ở mức {level} chỉ chứa được {most}. Hãy rút ngắn văn bản.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object has not changed; its code stays.</source>
        <translation>Đối tượng không thay đổi; giữ nguyên mã.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The outline changed a little; code and position stay.</source>
        <translation>Đường bao thay đổi ít; giữ nguyên mã và vị trí.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Known by its place under another key; its code stays.</source>
        <translation>Nhận ra theo vị trí dù mã đối tượng đã khác; giữ nguyên mã.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object moved off its position; the code stays, the position follows.</source>
        <translation>Đối tượng đã dời chỗ; giữ nguyên mã, vị trí cập nhật theo.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object moved, but its position is official or was set by hand: check it.</source>
        <translation>Đối tượng đã dời chỗ, nhưng vị trí là chính thức hoặc do người đặt: hãy kiểm tra.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object gets its first code.</source>
        <translation>Đối tượng được cấp mã lần đầu.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The provisional code is replaced by one from the commune's block.</source>
        <translation>Mã tạm được thay bằng mã trong dải số của xã.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The commune has no block: a provisional code until the registry answers.</source>
        <translation>Xã chưa có dải số: dùng mã tạm cho đến khi nền tảng trả lời.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object was split; this part (with the entrance, else the larger) keeps the code.</source>
        <translation>Đối tượng đã tách; phần này (phần có lối vào, nếu không thì phần lớn hơn) giữ mã.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>A part of a split object; it gets a code of its own.</source>
        <translation>Phần tách ra từ một đối tượng; được cấp mã riêng.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Objects were merged; this code survives.</source>
        <translation>Các đối tượng đã hợp lại; mã này được giữ.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Merged into another object; this code is retired and names its successor.</source>
        <translation>Đã hợp vào đối tượng khác; mã này ngừng sử dụng và ghi rõ mã kế tiếp.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The address has no object on the layer any more. Nothing is retired: check on site.</source>
        <translation>Địa chỉ không còn đối tượng trên lớp. Chưa ngừng sử dụng mã nào: hãy kiểm tra thực địa.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The key belongs to an address far from here. Check the key, or decide by hand.</source>
        <translation>Mã đối tượng là của một địa chỉ ở xa nơi này. Hãy kiểm tra mã đối tượng, hoặc quyết định khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Key and outline point to different addresses. Decide by hand.</source>
        <translation>Mã đối tượng và đường bao chỉ về hai địa chỉ khác nhau. Hãy quyết định khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Several old and new objects overlap one another. Decide by hand.</source>
        <translation>Nhiều đối tượng cũ và mới chồng lên nhau. Hãy quyết định khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Other objects have the same key. Give each its own, or choose another ID field.</source>
        <translation>Có đối tượng khác trùng mã đối tượng. Hãy cho mỗi đối tượng một mã riêng, hoặc chọn trường khác.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>A merge would retire an address that is submitted, verified or issued. Decide by hand.</source>
        <translation>Việc hợp sẽ ngừng sử dụng một địa chỉ đã gửi, đã xác thực hoặc đã cấp. Hãy quyết định khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>No geometry. Draw the object, or delete the row.</source>
        <translation>Không có hình. Hãy vẽ đối tượng, hoặc xóa dòng này.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The geometry cannot be read or is of a curved type. Redraw or convert it.</source>
        <translation>Không đọc được hình, hoặc hình thuộc kiểu đường cong. Hãy vẽ lại hoặc chuyển đổi.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Coordinates are infinite or out of range. Check the layer's CRS and this object.</source>
        <translation>Tọa độ vô hạn hoặc ngoài phạm vi. Hãy kiểm tra hệ tọa độ của lớp và đối tượng này.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The same outline stands on the layer twice; the other one has the code.</source>
        <translation>Trên lớp có hai hình trùng nhau; hình kia mang mã.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>It lies in a commune that is not part of this check-out: it gets its address in the register.</source>
        <translation>Nằm ở xã không thuộc bản tách này: địa chỉ sẽ được cấp trong sổ gốc.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Outside every commune, and none near. Check the CRS, or name the commune in a field.</source>
        <translation>Nằm ngoài mọi xã và không gần xã nào. Hãy kiểm tra hệ tọa độ, hoặc ghi tên xã vào một trường.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Annex by its class.</source>
        <translation>Nhà phụ, theo nhóm đối tượng.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Annex: smaller than the smallest main building.</source>
        <translation>Nhà phụ: nhỏ hơn nhà chính nhỏ nhất.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Annex: not the largest building of its parcel.</source>
        <translation>Nhà phụ: không phải nhà lớn nhất trên thửa.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>A building on the parcel has the code.</source>
        <translation>Nhà trên thửa đất này đã mang mã.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Excluded in the review.</source>
        <translation>Đã loại ra khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The outline encloses no area. Redraw the object.</source>
        <translation>Đường bao không khép thành vùng. Hãy vẽ lại đối tượng.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Computed from the position.</source>
        <translation>Tính từ vị trí.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Another value was imported and is not overwritten.</source>
        <translation>Đã có giá trị khác nhập từ ngoài, không ghi đè.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Outside every commune; the nearest one was taken.</source>
        <translation>Nằm ngoài mọi xã; lấy xã gần nhất.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Outside every commune; the one named by the layer was taken.</source>
        <translation>Nằm ngoài mọi xã; lấy xã ghi trên lớp.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The decision names a code that is not free to be matched. Choose another.</source>
        <translation>Quyết định nêu một mã không ghép được. Hãy chọn mã khác.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The address of this object was retired by a person. If the object stands, decide "new" in the review.</source>
        <translation>Địa chỉ của đối tượng này đã có người cho ngừng sử dụng. Nếu đối tượng vẫn còn, hãy chọn “Cấp mã mới” khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Sheet or parcel number changed; the code stays.</source>
        <translation>Số tờ hoặc số thửa đã thay đổi; giữ nguyên mã.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>An issued code that has no object yet may be this object's. Match that code first (or exclude it there), or decide "New code" here.</source>
        <translation>Có mã đã cấp chưa ghép được đối tượng, có thể là của đối tượng này. Hãy ghép mã đó trước (hoặc loại ra ở bước ghép), hoặc chọn “Cấp mới” tại đây.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object is not among those selected.</source>
        <translation>Đối tượng không nằm trong số được chọn.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Number and street agree.</source>
        <translation>Khớp số nhà và đường.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The name agrees.</source>
        <translation>Khớp tên.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The only object within the accuracy.</source>
        <translation>Đối tượng duy nhất trong khoảng sai số.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The address text agrees with one object only.</source>
        <translation>Dòng địa chỉ khớp với đúng một đối tượng.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The register has this code already.</source>
        <translation>Sổ địa chỉ đã có mã này.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Matched by hand in the review.</source>
        <translation>Ghép bằng tay khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Several objects lie within the accuracy. Decide by hand.</source>
        <translation>Có nhiều đối tượng trong khoảng sai số. Hãy quyết định khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>Several issued codes claim the same object. Decide by hand.</source>
        <translation>Nhiều mã đã cấp cùng chỉ một đối tượng. Hãy quyết định khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The object has another code already. Decide by hand.</source>
        <translation>Đối tượng đã có mã khác. Hãy quyết định khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>No object within the accuracy.</source>
        <translation>Không có đối tượng nào trong khoảng sai số.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The code does not have the form of the scheme. Correct it at its source.</source>
        <translation>Mã không đúng dạng của bộ mã. Hãy sửa từ nguồn.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The same code stands in the issued list more than once. Correct the list.</source>
        <translation>Mã này có nhiều lần trong danh sách đã cấp. Hãy sửa danh sách.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>No object has this address.</source>
        <translation>Không có đối tượng nào mang địa chỉ này.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The only object near has another number or street. Decide by hand.</source>
        <translation>Đối tượng duy nhất ở gần có số nhà hoặc đường khác. Hãy quyết định khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The register has given this code to another address. Decide by hand.</source>
        <translation>Sổ địa chỉ đã gán mã này cho địa chỉ khác. Hãy quyết định khi rà soát.</translation>
    </message>
    <message>
        <location filename="../core/reasons.py"/>
        <source>The register knows this code as retired or burned. Ask the registry.</source>
        <translation>Trong sổ địa chỉ, mã này đã ngừng sử dụng hoặc đã bỏ. Hãy hỏi đơn vị quản lý nền tảng.</translation>
    </message>
    <message>
        <location filename="../core/report_period.py"/>
        <source>{text} is no month. Write it like 2026-11, or leave it empty for this month.</source>
        <translation>{text} không phải là tháng. Hãy ghi như 2026-11, hoặc để trống để lấy tháng này.</translation>
    </message>
    <message>
        <location filename="../core/report_period.py"/>
        <source>The month {period} of the report begins on {begin}: there is nothing to count yet. Choose an earlier one.</source>
        <translation>Kỳ báo cáo {period} bắt đầu từ ngày {begin}: chưa có gì để tính. Hãy chọn kỳ trước.</translation>
    </message>
    <message>
        <location filename="../core/report_profile.py"/>
        <source>In the file {file}, "{key}" must be a date like 2026-11-15, not {value}.</source>
        <translation>Trong tệp {file}, "{key}" phải là ngày như 2026-11-15, không phải {value}.</translation>
    </message>
    <message>
        <location filename="../core/report_profile.py"/>
        <source>The table of map applications {file} lacks the column name, or a name in row {row}. Its columns are: name, since (like 2026-11-15), link.</source>
        <translation>Bảng ứng dụng bản đồ {file} thiếu cột name, hoặc thiếu tên ở dòng {row}. Các cột: name, since (như 2026-11-15), link.</translation>
    </message>
    <message>
        <location filename="../core/report_profile.py"/>
        <source>In the file {file}, "groups" has no group for the other classes of part {section}. Add one with that section and without classes.</source>
        <translation>Trong tệp {file}, "groups" không có nhóm cho các loại còn lại của mục {section}. Hãy thêm một nhóm của mục đó, không có classes.</translation>
    </message>
    <message>
        <location filename="../core/resources.py"/>
        <source>The file {path} does not exist or cannot be read ({detail}). Check the path; if the file belongs to the plugin, reinstall the plugin.</source>
        <translation>Không có hoặc không đọc được tệp {path} ({detail}). Hãy kiểm tra đường dẫn; nếu tệp thuộc phần mở rộng thì cài lại phần mở rộng.</translation>
    </message>
    <message>
        <location filename="../core/resources.py"/>
        <source>The file {path} is not valid JSON: {detail}. Correct the file at that place and save it as UTF-8.</source>
        <translation>Tệp {path} không đúng JSON: {detail}. Hãy sửa tại chỗ đó và lưu dạng UTF-8.</translation>
    </message>
    <message>
        <location filename="../core/resources.py"/>
        <source>The file {path} is not a CSV table in UTF-8: {detail}. Save it again as CSV UTF-8 with a header row.</source>
        <translation>Tệp {path} không phải bảng CSV dạng UTF-8: {detail}. Hãy lưu lại dạng CSV UTF-8 có dòng tiêu đề.</translation>
    </message>
    <message>
        <location filename="../core/reverse_geocode.py"/>
        <source>inside the building</source>
        <translation>trong công trình</translation>
    </message>
    <message>
        <location filename="../core/reverse_geocode.py"/>
        <source>inside the parcel</source>
        <translation>trong thửa đất</translation>
    </message>
    <message>
        <location filename="../core/reverse_geocode.py"/>
        <source>nearest on this side of the street</source>
        <translation>gần nhất, cùng phía đường</translation>
    </message>
    <message>
        <location filename="../core/reverse_geocode.py"/>
        <source>nearest, across a street</source>
        <translation>gần nhất, bên kia đường</translation>
    </message>
    <message>
        <location filename="../core/reverse_geocode.py"/>
        <source>commune only</source>
        <translation>chỉ biết xã, phường</translation>
    </message>
    <message>
        <location filename="../core/reverse_geocode.py"/>
        <source>outside all communes</source>
        <translation>ngoài mọi xã, phường</translation>
    </message>
    <message>
        <location filename="../core/rules/catalogue.py"/>
        <source>There is no rule "{rule}". Choose from: {known}.</source>
        <translation>Không có quy tắc “{rule}”. Chọn một trong: {known}.</translation>
    </message>
    <message>
        <location filename="../core/rules/catalogue.py"/>
        <source>In the file {file}, the text "{key}" names {{{name}}}, which this rule does not tell. Use: {known}.</source>
        <translation>Trong tệp {file}, câu “{key}” dùng {{{name}}} mà quy tắc này không có. Dùng: {known}.</translation>
    </message>
    <message>
        <location filename="../core/rules/catalogue.py"/>
        <source>In the file {file}, "{key}" is no tolerance of this rule. Use one of: {known}; or leave it out.</source>
        <translation>Trong tệp {file}, “{key}” không phải ngưỡng của quy tắc này. Dùng một trong: {known}; hoặc bỏ đi.</translation>
    </message>
    <message>
        <location filename="../core/sync_profile.py"/>
        <source>In the file {file}, "{key}" must be a day to come, like 2030-12-31, not {value}: until then the recipient may keep the data. Nothing was sent; correct it there.</source>
        <translation>Trong tệp {file}, "{key}" phải là một ngày sắp tới, ví dụ 2030-12-31, không phải {value}: nơi nhận được lưu dữ liệu đến hết ngày đó. Chưa gửi gì; hãy sửa trong tệp.</translation>
    </message>
    <message>
        <location filename="../core/sync_profile.py"/>
        <source>In the file {file}, "{key}" must be the address of a registry that begins with https://, without user name or token in it, not {value}: personal data is not sent where it can be read on the way. Nothing was sent.</source>
        <translation>Trong tệp {file}, "{key}" phải là địa chỉ của nền tảng, bắt đầu bằng https:// và không chứa tên đăng nhập hay mã truy cập, không phải {value}: không gửi dữ liệu cá nhân qua đường truyền có thể bị đọc trộm. Chưa gửi gì.</translation>
    </message>
    <message>
        <location filename="../core/unit_match.py"/>
        <source>No field of the layer holds codes or names of communes of {province}. Choose the layer of commune areas, or the right province.</source>
        <translation>Không có trường nào của lớp chứa mã hoặc tên xã của {province}. Hãy chọn lớp ranh giới xã, hoặc chọn đúng tỉnh.</translation>
    </message>
    <message>
        <location filename="../core/unit_match.py"/>
        <source>All {count} areas of the layer are in other provinces than {province}. Choose the right province, or the layer of its communes.</source>
        <translation>Cả {count} vùng của lớp đều thuộc tỉnh khác, không thuộc {province}. Hãy chọn đúng tỉnh, hoặc chọn lớp ranh giới xã của tỉnh.</translation>
    </message>
    <message>
        <location filename="../core/unit_match.py"/>
        <source>The layer shows communes of before 1 July 2025 ({count} areas: {names}). They were not taken for communes of today. Use a layer of the communes of today.</source>
        <translation>Lớp này là các xã trước ngày 01/7/2025 ({count} vùng: {names}). Không dùng làm xã hiện nay. Hãy dùng lớp ranh giới xã hiện nay.</translation>
    </message>
    <message>
        <location filename="../core/unit_match.py"/>
        <source>{count} areas are communes of before 1 July 2025 and were left out: {names}. Replace them by the communes of today, and check the areas of communes that kept their name.</source>
        <translation>{count} vùng là xã trước ngày 01/7/2025, đã bỏ qua: {names}. Hãy thay bằng xã hiện nay và kiểm tra vùng của các xã giữ tên cũ.</translation>
    </message>
    <message>
        <location filename="../core/unit_match.py"/>
        <source>{count} areas bear neither a code nor a name of a commune of {province} and were left out: {names}. Correct the code or the name in the layer and run again.</source>
        <translation>{count} vùng không mang mã hoặc tên xã nào của {province}, đã bỏ qua: {names}. Hãy sửa mã hoặc tên trên lớp rồi chạy lại.</translation>
    </message>
    <message>
        <location filename="../core/unit_match.py"/>
        <source>{count} areas may be one commune or another and were left out: {names}. Write the right code in the layer and run again.</source>
        <translation>{count} vùng có thể là xã này hoặc xã khác, đã bỏ qua: {names}. Hãy ghi đúng mã xã trên lớp rồi chạy lại.</translation>
    </message>
    <message>
        <location filename="../core/unit_match.py"/>
        <source>{count} communes have several areas in the layer, which are taken together: {names}. If one of them is another commune, correct its code.</source>
        <translation>{count} xã có nhiều vùng trên lớp, được gộp lại: {names}. Nếu có vùng là của xã khác, hãy sửa mã xã.</translation>
    </message>
    <message>
        <location filename="../core/unit_match.py"/>
        <source>{count} communes of {province} have no area in the layer: {names}. Objects there cannot be placed by their position; add the areas if you work there.</source>
        <translation>{count} xã của {province} không có vùng trên lớp: {names}. Không xếp được đối tượng vào các xã này theo vị trí; hãy bổ sung vùng nếu làm việc tại đó.</translation>
    </message>
    <message>
        <location filename="../core/verdict.py"/>
        <source>code</source>
        <translation>mã</translation>
    </message>
    <message>
        <location filename="../core/verdict.py"/>
        <source>unit</source>
        <translation>căn/gian</translation>
    </message>
    <message>
        <location filename="../core/verdict.py"/>
        <source>number</source>
        <translation>số nhà</translation>
    </message>
    <message>
        <location filename="../core/verdict.py"/>
        <source>street</source>
        <translation>đường</translation>
    </message>
    <message>
        <location filename="../core/verdict.py"/>
        <source>settlement</source>
        <translation>thôn, tổ dân phố</translation>
    </message>
    <message>
        <location filename="../core/verdict.py"/>
        <source>commune</source>
        <translation>xã, phường</translation>
    </message>
    <message>
        <location filename="../core/verdict.py"/>
        <source>name</source>
        <translation>tên</translation>
    </message>
    <message>
        <location filename="../core/verdict.py"/>
        <source>Found</source>
        <translation>Tìm thấy</translation>
    </message>
    <message>
        <location filename="../core/verdict.py"/>
        <source>Found in part</source>
        <translation>Khớp một phần</translation>
    </message>
    <message>
        <location filename="../core/verdict.py"/>
        <source>Several fit</source>
        <translation>Nhiều địa chỉ phù hợp</translation>
    </message>
    <message>
        <location filename="../core/verdict.py"/>
        <source>Not found</source>
        <translation>Không tìm thấy</translation>
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
        <location filename="../processing/add_code_block.py"/>
        <source>Give either one block (COMMUNE, PREFIX, FIRST, LAST and AUTHORITY_DOC) or a table of blocks (BLOCKS), not both. Missing: {missing}</source>
        <translation>Hãy nhập một dải số (COMMUNE, PREFIX, FIRST, LAST và AUTHORITY_DOC) hoặc chọn bảng dải số (BLOCKS), không dùng cả hai. Còn thiếu: {missing}</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>Add code block</source>
        <translation>Thêm dải số</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>Enters the range of numbers that the authority has reserved for a commune, with the number and date of its document. From then on codes are given out of it, offline. Several blocks can be entered from a table; all are added or none. Never enter a range that nobody has reserved: its codes may be another family's.</source>
        <translation>Nhập khoảng số mà cơ quan có thẩm quyền dành cho một xã, kèm số và ngày của văn bản. Từ đó mã được cấp trong dải số này, không cần mạng. Có thể nhập nhiều dải số từ một bảng; thêm tất cả hoặc không thêm gì. Không bao giờ nhập khoảng số chưa được cấp: mã trong đó có thể là của nhà khác.</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>address,register,block,range,numbers,code</source>
        <translation>địa chỉ số,sổ địa chỉ,dải số,khoảng số,mã,dai so,address,register,block,range,code</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <location filename="../processing/export_field_package.py"/>
        <location filename="../processing/export_sheet.py"/>
        <location filename="../processing/publication.py"/>
        <location filename="../processing/reserve_block.py"/>
        <location filename="../processing/thematic_map.py"/>
        <source>Commune (code or name)</source>
        <translation>Xã (mã hoặc tên)</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <location filename="../processing/reserve_block.py"/>
        <source>The commune that the numbers are reserved for, as it stands in the register.</source>
        <translation>Xã được dành dải số, đúng như trong sổ địa chỉ.</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>Prefix (postcode in the document)</source>
        <translation>Đầu số (mã bưu chính trong văn bản)</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>What stands before the running number: five digits, leading zeros included.</source>
        <translation>Phần đứng trước số thứ tự: năm chữ số, kể cả các số 0 ở đầu.</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>First number</source>
        <translation>Từ số</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>The first running number of the range.</source>
        <translation>Số thứ tự đầu tiên của khoảng.</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>Last number</source>
        <translation>Đến số</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>The last running number of the range; it belongs to the range.</source>
        <translation>Số thứ tự cuối cùng, cũng thuộc khoảng này.</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>Authority's document (number, date)</source>
        <translation>Văn bản cấp dải số (số, ngày)</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>The document that reserves the numbers. Only fictitious prefixes need none.</source>
        <translation>Văn bản dành khoảng số này. Chỉ đầu số giả định là không cần.</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <location filename="../processing/add_units.py"/>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../processing/match_codes.py"/>
        <source>Code scheme</source>
        <translation>Bộ mã</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <location filename="../processing/add_units.py"/>
        <source>The id of the code scheme, such as ndas.</source>
        <translation>Tên của bộ mã, ví dụ ndas.</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>Table of blocks (CSV)</source>
        <translation>Bảng dải số (CSV)</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>CSV table (*.csv *.CSV *.txt)</source>
        <translation>Bảng CSV (*.csv *.CSV *.txt)</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <source>Instead of one block: a CSV file in UTF-8 with the columns commune, prefix, first, last and authority_doc.</source>
        <translation>Thay cho một dải số: tệp CSV dạng UTF-8 có các cột commune, prefix, first, last và authority_doc.</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <location filename="../processing/reserve_block.py"/>
        <source>Blocks added</source>
        <translation>Số dải số đã thêm</translation>
    </message>
    <message>
        <location filename="../processing/add_code_block.py"/>
        <location filename="../processing/reserve_block.py"/>
        <source>Numbers in them</source>
        <translation>Số lượng số trong các dải</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Codes of the scheme {scheme} follow from the position, and all units of a building have the same one. Choose a scheme with running numbers, such as ndas.</source>
        <translation>Mã theo bộ mã {scheme} suy ra từ vị trí, mà mọi căn, gian của một tòa nhà có cùng vị trí. Hãy chọn bộ mã có số thứ tự, như ndas.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Adds the flats of a building or the stalls of a market as addresses of their own under it: by floors and units per floor, numbered like “25 – 06”, or by a list. A unit has the position, commune, street and number of its building. Units that are there already are left as they are, so it can be run again after a mistake or an extension. It is one write, which "Undo the last apply" takes back.

Units get codes only if asked: whether each flat or stall has a code of its own is for the province to decide, a code once given is never taken back, and the numbers of a block are few. It can be run again with codes at any time; without a block they are provisional.</source>
        <translation>Thêm các căn hộ của tòa nhà hoặc gian hàng của chợ thành những địa chỉ riêng thuộc tòa nhà, chợ đó: theo tầng và số căn mỗi tầng, đánh số kiểu “25 – 06”, hoặc theo danh sách. Căn, gian lấy vị trí, xã phường, đường và số nhà của tòa nhà. Căn, gian đã có được giữ nguyên, nên có thể chạy lại khi thêm thiếu hoặc khi tòa nhà mở rộng. Mỗi lần chạy là một lần ghi, hoàn tác được bằng “Hoàn tác lần áp dụng gần nhất”.

Căn, gian chỉ được cấp mã khi có yêu cầu: mỗi căn, gian có mã riêng hay không là do tỉnh quyết định, mã đã cấp thì không thu lại, và dải số có hạn. Có thể chạy lại để cấp mã bất cứ lúc nào; chưa có dải số thì là mã tạm.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>address,register,flat,stall,market,unit,floor,building</source>
        <translation>địa chỉ,sổ,căn hộ,gian hàng,chợ,căn,tầng,chung cư</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Building or market (code or id)</source>
        <translation>Tòa nhà hoặc chợ (mã hoặc định danh)</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>The address that the units belong to; neither a unit itself nor retired.</source>
        <translation>Địa chỉ chứa các căn, gian; bản thân không phải là căn, gian và chưa ngừng sử dụng.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Floors</source>
        <translation>Các tầng</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>How many there are (25), or which: 1-12, 12A, 14-25. One floor alone: 25-25.</source>
        <translation>Số tầng (25), hoặc những tầng nào: 1-12, 12A, 14-25. Chỉ một tầng: 25-25.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Units per floor</source>
        <translation>Số căn mỗi tầng</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <location filename="../ui/units_step.py"/>
        <source>A number (8), with exceptions after it: 8, 1:4, 24-25:6.</source>
        <translation>Một số (8), sau đó là các ngoại lệ: 8, 1:4, 24-25:6.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>List of units</source>
        <translation>Danh sách căn, gian</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Instead of floors: A01-A20, B3, Kiosk 5; a floor before a colon: 2: A01-A20; 3: B1. No names of people.</source>
        <translation>Thay cho tầng: A01-A20, B3, Ki-ốt 5; tầng ghi trước dấu hai chấm: 2: A01-A20; 3: B1. Không ghi tên người.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Floors with another name</source>
        <translation>Tầng có tên khác</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Floors that are not called by their number, such as 13=12B, 4=3A.</source>
        <translation>Những tầng không gọi theo số thứ tự, ví dụ 13=12B, 4=3A.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Object class of the units</source>
        <translation>Loại đối tượng của căn, gian</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>The id of a class; if empty, what the profile of classes says for units of such a building (flats, stalls), else the building's own class.</source>
        <translation>Mã loại đối tượng; để trống thì lấy theo danh mục loại cho căn, gian của loại nhà đó (căn hộ, gian hàng), nếu không có thì lấy loại của tòa nhà.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <location filename="../ui/units_step.py"/>
        <source>Give codes to the units</source>
        <translation>Cấp mã cho căn, gian</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Codes from the commune's block, provisional ones without a block. If not: no codes yet.</source>
        <translation>Mã lấy từ dải số của xã, chưa có dải số thì là mã tạm. Không chọn: chưa cấp mã.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <location filename="../processing/change_stage.py"/>
        <location filename="../processing/convert_parameters.py"/>
        <location filename="../processing/plan_algorithm.py"/>
        <source>Dry run: plan only</source>
        <translation>Chạy thử: chỉ lập kế hoạch</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <location filename="../processing/change_stage.py"/>
        <location filename="../processing/plan_algorithm.py"/>
        <source>Make the plan and write nothing.</source>
        <translation>Lập kế hoạch, không ghi gì vào sổ địa chỉ.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Units</source>
        <translation>Căn, gian</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>One row per unit: new, coded, kept or retired, with its number and address.</source>
        <translation>Mỗi căn, gian một dòng: mới, được cấp mã, giữ nguyên hay ngừng sử dụng, kèm số hiệu và địa chỉ.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Units added</source>
        <translation>Căn, gian đã thêm</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Units that were there</source>
        <translation>Căn, gian đã có</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>Units that were there and get a code</source>
        <translation>Căn, gian đã có và được cấp mã</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>{new} units added, {coded} given a code, {kept} left as they are.</source>
        <translation>Đã thêm {new} căn, gian, cấp mã cho {coded} căn, gian đã có, giữ nguyên {kept}.</translation>
    </message>
    <message>
        <location filename="../processing/add_units.py"/>
        <source>{new} units to add, {coded} to give a code, {kept} to leave as they are.</source>
        <translation>Sẽ thêm {new} căn, gian, cấp mã cho {coded} căn, gian đã có, giữ nguyên {kept}.</translation>
    </message>
    <message>
        <location filename="../processing/address_search.py"/>
        <location filename="../ui/search.py"/>
        <source>Preparing the search</source>
        <translation>Chuẩn bị tìm kiếm</translation>
    </message>
    <message>
        <location filename="../processing/answer_file.py"/>
        <source>{path} has no row of column titles with a key and a result. Nothing was read. Use the sheet of the package, or name the columns as there.</source>
        <translation>{path} không có dòng tiêu đề với cột khóa và kết quả. Chưa đọc gì. Hãy dùng đúng bảng trong gói, hoặc đặt tên cột như trong bảng đó.</translation>
    </message>
    <message>
        <location filename="../processing/apply_fixes.py"/>
        <location filename="../ui/labels.py"/>
        <source>Apply suggested fixes</source>
        <translation>Áp dụng các cách sửa được gợi ý</translation>
    </message>
    <message>
        <location filename="../processing/apply_fixes.py"/>
        <source>Writes what the rules of the review suggest where a fix is certain: of the results named by number, or of every open result of some rules. Records edited since the check, and records that the registry may have confirmed already, are left as they are and counted. “Undo the last apply” takes all of it back.</source>
        <translation>Ghi các giá trị mà quy tắc rà soát gợi ý ở những chỗ chắc chắn: theo số hiệu kết quả, hoặc mọi kết quả chưa xử lý của một số quy tắc. Hồ sơ đã được sửa sau lần kiểm tra và hồ sơ mà nền tảng quốc gia có thể đã xác nhận thì giữ nguyên và được đếm riêng. “Hoàn tác lần ghi gần nhất” trả lại toàn bộ như cũ.</translation>
    </message>
    <message>
        <location filename="../processing/apply_fixes.py"/>
        <source>address,register,review,fix,mend,correct</source>
        <translation>địa chỉ,sổ,rà soát,sửa,khắc phục</translation>
    </message>
    <message>
        <location filename="../processing/apply_fixes.py"/>
        <location filename="../processing/check_addresses.py"/>
        <location filename="../processing/mark_exceptions.py"/>
        <location filename="../processing/notice_results.py"/>
        <location filename="../ui/review_view.py"/>
        <location filename="../ui/sync_views.py"/>
        <source>Results</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <location filename="../processing/apply_fixes.py"/>
        <location filename="../processing/mark_exceptions.py"/>
        <source>Numbers of the results (result_id), with commas between.</source>
        <translation>Số hiệu các kết quả (result_id), cách nhau bằng dấu phẩy.</translation>
    </message>
    <message>
        <location filename="../processing/apply_fixes.py"/>
        <location filename="../processing/check_addresses.py"/>
        <location filename="../processing/check_land.py"/>
        <source>Rules</source>
        <translation>Quy tắc</translation>
    </message>
    <message>
        <location filename="../processing/apply_fixes.py"/>
        <source>Ids of rules, with commas between: every open result of theirs with a fix.</source>
        <translation>Mã các quy tắc, cách nhau bằng dấu phẩy: mọi kết quả chưa xử lý có gợi ý sửa của các quy tắc đó.</translation>
    </message>
    <message>
        <location filename="../processing/apply_fixes.py"/>
        <source>Results mended</source>
        <translation>Kết quả đã sửa</translation>
    </message>
    <message>
        <location filename="../processing/apply_fixes.py"/>
        <location filename="../processing/import_field_package.py"/>
        <source>Addresses changed</source>
        <translation>Địa chỉ có thay đổi</translation>
    </message>
    <message>
        <location filename="../processing/apply_fixes.py"/>
        <source>Results left as they are</source>
        <translation>Kết quả giữ nguyên</translation>
    </message>
    <message>
        <location filename="../processing/apply_fixes.py"/>
        <source>{count} results were left as they are: {reason}</source>
        <translation>{count} kết quả được giữ nguyên: {reason}</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Field whose value stays with an object from month to month. Empty: found by its name, else objects are known by their outline.</source>
        <translation>Trường có giá trị đi theo đối tượng từ tháng này sang tháng khác. Để trống: tự tìm theo tên trường, nếu không có thì nhận đối tượng theo đường bao.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Field that says what an object is (house, school, shed …).</source>
        <translation>Trường cho biết đối tượng là gì (nhà ở, trường học, nhà kho …).</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../processing/match_codes.py"/>
        <source>Field with the house number. Empty: found by its name.</source>
        <translation>Trường số nhà. Để trống: tự tìm theo tên trường.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../processing/match_codes.py"/>
        <source>Field with the street. Empty: found by its name.</source>
        <translation>Trường tên đường. Để trống: tự tìm theo tên trường.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../processing/match_codes.py"/>
        <source>Field with the object's own name, such as a school's. Never a person's name.</source>
        <translation>Trường tên riêng của đối tượng, ví dụ tên trường học. Không dùng tên người.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Field with the settlement (thôn, tổ dân phố).</source>
        <translation>Trường thôn, tổ dân phố.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Field with the commune's code or name, used for objects outside every commune polygon.</source>
        <translation>Trường mã hoặc tên xã, dùng cho đối tượng nằm ngoài ranh giới mọi xã.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../processing/import_persons.py"/>
        <source>ID field</source>
        <translation>Trường mã đối tượng</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Class field</source>
        <translation>Trường nhóm đối tượng</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>House number field</source>
        <translation>Trường số nhà</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Street field</source>
        <translation>Trường tên đường</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Name field</source>
        <translation>Trường tên</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Settlement field</source>
        <translation>Trường thôn, tổ dân phố</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Commune field</source>
        <translation>Trường xã</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../ui/differences_layer.py"/>
        <location filename="../ui/labels.py"/>
        <source>Kept</source>
        <translation>Giữ nguyên</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../processing/match_codes.py"/>
        <location filename="../ui/labels.py"/>
        <source>Matched</source>
        <translation>Ghép mã đã cấp</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../ui/labels.py"/>
        <source>Newly assigned</source>
        <translation>Cấp mới</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Provisional codes</source>
        <translation>Mã tạm</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../ui/labels.py"/>
        <source>Moved</source>
        <translation>Đã dời vị trí</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../ui/labels.py"/>
        <source>Split</source>
        <translation>Tách</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../ui/labels.py"/>
        <source>Merged</source>
        <translation>Hợp</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../ui/labels.py"/>
        <source>Missing from the layer</source>
        <translation>Không còn trên lớp</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../processing/match_codes.py"/>
        <source>Conflicts, for a person</source>
        <translation>Cần xem xét</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../ui/labels.py"/>
        <source>Skipped</source>
        <translation>Bỏ qua</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Assign codes</source>
        <translation>Gán mã</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Gives every main building (or parcel) of the layer its code. Objects that the register knows keep theirs; new ones get the next numbers of their commune's block in walking order, or a provisional key where there is no block. What was split, merged, moved, doubtful or skipped is listed with its reason. Start with a dry run, review the plan, then apply it: either everything is written or nothing. A verified backup is made first.</source>
        <translation>Gán mã cho mọi nhà chính (hoặc thửa đất) của lớp. Đối tượng đã có trong sổ địa chỉ thì giữ nguyên mã; đối tượng mới nhận số tiếp theo trong dải số của xã theo thứ tự đi dọc đường, hoặc nhận mã tạm nếu xã chưa có dải số. Những gì tách, hợp, dời chỗ, cần xem xét hay bỏ qua đều được liệt kê kèm lý do. Hãy chạy thử trước, rà soát kế hoạch rồi mới áp dụng: ghi trọn vẹn hoặc không ghi gì. Trước khi ghi luôn có bản sao lưu đã kiểm tra.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>address,code,assign,number,building,parcel</source>
        <translation>địa chỉ số,gán mã,cấp mới,mã,số nhà,nhà,thửa đất,gan ma,address,code,assign,building,parcel</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <location filename="../processing/match_codes.py"/>
        <source>Buildings or parcels</source>
        <translation>Lớp nhà hoặc thửa đất</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>The land layer whose objects get addresses, in any CRS.</source>
        <translation>Lớp có các đối tượng gán địa chỉ, hệ tọa độ nào cũng được.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>ndas, vpostcode, pluscode, parcel_geohash, or a scheme of the province's own.</source>
        <translation>ndas, vpostcode, pluscode, parcel_geohash, hoặc bộ mã riêng của tỉnh.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Class of objects without one</source>
        <translation>Nhóm của đối tượng chưa ghi nhóm</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Id of an object class, such as house or school. Empty: house for buildings, parcel for parcels.</source>
        <translation>Tên nhóm đối tượng, ví dụ house hoặc school. Để trống: house cho nhà, parcel cho thửa đất.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Annexes get codes, too</source>
        <translation>Gán mã cả nhà phụ</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Sheds, toilets, walls and other annexes are skipped unless this is on.</source>
        <translation>Nhà kho, nhà vệ sinh, tường rào và các nhà phụ khác bị bỏ qua, trừ khi bật mục này.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Parcels, for sheet and number</source>
        <translation>Thửa đất, để lấy số tờ, số thửa</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Each building gets the sheet and number of the parcel that holds it.</source>
        <translation>Mỗi nhà nhận số tờ, số thửa của thửa đất chứa nó.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Parcels of coded buildings get codes, too</source>
        <translation>Gán mã cả thửa đã có nhà mang mã</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>A parcel that holds a coded building gets no code of its own unless this is on.</source>
        <translation>Thửa đất đã có nhà mang mã thì không có mã riêng, trừ khi bật mục này.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Reach beyond the communes (m)</source>
        <translation>Khoảng cách tối đa ngoài ranh giới xã (m)</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Objects outside every commune, such as floating houses, go to the nearest one within this distance.</source>
        <translation>Đối tượng nằm ngoài mọi xã, ví dụ nhà bè, được xếp vào xã gần nhất trong khoảng cách này.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>Objects that may own an issued code wait</source>
        <translation>Đối tượng có thể đang mang mã đã cấp thì chờ</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>What was a candidate when codes were matched, and is not decided yet, is listed and gets no new code. If this is off, it does.</source>
        <translation>Đối tượng được nêu là ứng viên khi ghép mã mà chưa quyết định thì được liệt kê và chưa cấp mã mới. Nếu tắt, vẫn cấp.</translation>
    </message>
    <message>
        <location filename="../processing/assign_codes.py"/>
        <source>A point per object with its status, reason and code.</source>
        <translation>Mỗi đối tượng một điểm, có trạng thái, lý do và mã.</translation>
    </message>
    <message>
        <location filename="../processing/assignment.py"/>
        <source>The register {register} has no commune polygons, so no object can be placed. Create the register with the layer of communes, or choose the field that names each object's commune.</source>
        <translation>Sổ địa chỉ {register} chưa có ranh giới xã nên không xếp được đối tượng nào. Hãy lập sổ cùng với lớp ranh giới xã, hoặc chọn trường ghi xã của từng đối tượng.</translation>
    </message>
    <message>
        <location filename="../processing/assignment.py"/>
        <source>No object of the layer {layer} (CRS {crs}) lies in or near a commune of the register. Check the layer's CRS: the VN-2000 zone of the province, and X and Y not swapped.</source>
        <translation>Không có đối tượng nào của lớp {layer} (hệ tọa độ {crs}) nằm trong hoặc gần xã nào của sổ địa chỉ. Hãy kiểm tra hệ tọa độ của lớp: múi VN-2000 của tỉnh, và X, Y không bị đảo.</translation>
    </message>
    <message>
        <location filename="../processing/assignment.py"/>
        <source>The field {field} of the layer {layer} has only {distinct} different values in {count} objects, so it is no ID. Choose another field, or none.</source>
        <translation>Trường {field} của lớp {layer} chỉ có {distinct} giá trị khác nhau trong {count} đối tượng nên không phải mã đối tượng. Hãy chọn trường khác, hoặc để trống.</translation>
    </message>
    <message>
        <location filename="../processing/assignment.py"/>
        <source>The field {field} of the layer {layer} has only {distinct} different values in {count} objects, so it is not used as ID: objects are known by their outline. If there is a true ID, choose its field.</source>
        <translation>Trường {field} của lớp {layer} chỉ có {distinct} giá trị khác nhau trong {count} đối tượng nên không dùng làm mã đối tượng: đối tượng được nhận theo đường bao. Nếu có trường mã đối tượng thật, hãy chọn trường đó.</translation>
    </message>
    <message>
        <location filename="../processing/assignment.py"/>
        <source>{count} of the register's triggers are missing or changed, so other programs' edits are not guarded. Run "Check and upgrade register".</source>
        <translation>{count} trình kích (trigger) bảo vệ của sổ địa chỉ bị mất hoặc bị sửa, nên chỉnh sửa từ chương trình khác không được kiểm soát. Hãy chạy công cụ “Kiểm tra và nâng cấp sổ địa chỉ”.</translation>
    </message>
    <message>
        <location filename="../processing/assignment.py"/>
        <source>{count} invalid outlines were mended to find their position; the layer itself is not changed.</source>
        <translation>{count} đường bao không hợp lệ đã được nắn lại để tìm vị trí; lớp dữ liệu không bị thay đổi.</translation>
    </message>
    <message>
        <location filename="../processing/assignment.py"/>
        <source>{count} issued codes are known that have no object yet. Match them first, or their objects may get a second code.</source>
        <translation>Còn {count} mã đã cấp chưa có đối tượng. Hãy ghép các mã này trước, nếu không đối tượng của chúng có thể bị cấp mã thứ hai.</translation>
    </message>
    <message>
        <location filename="../processing/assignment.py"/>
        <source>Objects that may own an issued code: {count}</source>
        <translation>Đối tượng có thể đang mang mã đã cấp: {count}</translation>
    </message>
    <message>
        <location filename="../processing/assignment.py"/>
        <source>assigning codes</source>
        <translation>đang gán mã</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>{value} is none of the choices of {parameter}. Write one of: {names}.</source>
        <translation>{value} không phải là lựa chọn của {parameter}. Hãy ghi một trong: {names}.</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>{register} is on a PostgreSQL server, and this tool works on a register in a file (.gpkg) only. Check communes out of it, work in the copy and check it in; or bring the whole register into a file with "Move register".</source>
        <translation>{register} nằm trên máy chủ PostgreSQL, còn công cụ này chỉ làm việc với sổ trong tệp (.gpkg). Hãy lấy các xã về máy, làm việc trên bản sao rồi nộp lại; hoặc đưa cả sổ về tệp bằng “Chuyển sổ”.</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>The register: a GeoPackage made by "Create register", on this computer's disk; or pg: and the name of a QGIS connection, such as pg:province, for the keeper of a register on PostgreSQL.</source>
        <translation>Sổ địa chỉ: tệp GeoPackage do công cụ “Tạo sổ địa chỉ” lập, trên ổ đĩa của máy này; hoặc pg: và tên kết nối của QGIS, ví dụ pg:tinh, dành cho người giữ sổ trên PostgreSQL.</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Or pg: and the name of a QGIS connection to PostgreSQL.</source>
        <translation>Hoặc pg: và tên kết nối PostgreSQL của QGIS.</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Unexpected error ({kind}: {text}). Nothing was left half-written. Try again; if it happens again, send the developers what stands in the panel Log Messages under "diachiso".</source>
        <translation>Lỗi ngoài dự kiến ({kind}: {text}). Không có gì bị ghi dở dang. Hãy thử lại; nếu vẫn lỗi, hãy gửi cho nhóm phát triển nội dung trong bảng Nhật ký thông báo (Log Messages), mục “diachiso”.</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Register</source>
        <translation>Sổ địa chỉ số</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Land layers</source>
        <translation>Lớp đất đai</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Address codes</source>
        <translation>Mã địa chỉ số</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>Publication</source>
        <translation>Công bố</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <location filename="../ui/create_dialog.py"/>
        <location filename="../ui/register_box.py"/>
        <source>Address register (*.gpkg *.GPKG)</source>
        <translation>Sổ địa chỉ số (*.gpkg *.GPKG)</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <location filename="../processing/migrate_register.py"/>
        <source>Address register (*.gpkg *.GPKG);;All files (*)</source>
        <translation>Sổ địa chỉ (*.gpkg *.GPKG);;Mọi tệp (*)</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <location filename="../processing/migrate_register.py"/>
        <location filename="../publish/project/words.py"/>
        <location filename="../ui/desk.py"/>
        <source>Address register</source>
        <translation>Sổ địa chỉ</translation>
    </message>
    <message>
        <location filename="../processing/base.py"/>
        <source>The register: a GeoPackage made by "Create register", on this computer's disk.</source>
        <translation>Sổ địa chỉ: tệp GeoPackage lập bằng công cụ “Lập sổ địa chỉ số”, nằm trên ổ đĩa của máy này.</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>No record is chosen. Give their codes (CODES), or a filter that some addresses meet (FILTER).</source>
        <translation>Chưa chọn bản ghi nào. Hãy nhập mã (CODES), hoặc điều kiện lọc mà có địa chỉ thỏa mãn (FILTER).</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>Choose either a new stage (STAGE) or to restore (RESTORE): one of both.</source>
        <translation>Hãy chọn trạng thái mới (STAGE) hoặc khôi phục (RESTORE): đúng một trong hai.</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>Change stages, retire, restore</source>
        <translation>Chuyển trạng thái, ngừng sử dụng, khôi phục</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>Takes records to another stage: declared, created, submitted, verified, issued, rejected, retired. Only lawful steps, by someone who holds the power for it in this register, and only with the fields that the step asks for. An address is never deleted but retired; its code stays its own and is never given to another. Restore makes a retired address what it was before, with its code. Either all chosen records are changed or none; a dry run lists each with the reason why not. Who did it, when and why stands in the history.</source>
        <translation>Chuyển bản ghi sang trạng thái khác: khai báo, tạo lập, đã gửi, đã xác thực, đã cấp, bị trả lại, ngừng sử dụng. Chỉ những bước hợp lệ, do người được giao quyền trong sổ thực hiện, và khi đủ các trường mà bước đó yêu cầu. Địa chỉ không bao giờ bị xóa mà chỉ ngừng sử dụng; mã vẫn là của địa chỉ đó và không cấp cho nơi khác. Khôi phục đưa địa chỉ đã ngừng sử dụng trở lại trạng thái cũ, kèm mã. Hoặc tất cả bản ghi đã chọn được chuyển, hoặc không bản ghi nào; chạy thử liệt kê từng bản ghi kèm lý do không chuyển được. Ai làm, lúc nào, vì sao đều có trong lịch sử.</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>address,register,stage,retire,restore,verify,submit,reject</source>
        <translation>địa chỉ,sổ,trạng thái,ngừng sử dụng,khôi phục,xác thực,gửi,trả lại</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <location filename="../processing/print_choice.py"/>
        <source>Codes of the records</source>
        <translation>Mã của các bản ghi</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <location filename="../processing/print_choice.py"/>
        <source>Codes or address ids, with commas, semicolons or lines between them.</source>
        <translation>Mã hoặc định danh địa chỉ, cách nhau bằng dấu phẩy, chấm phẩy hoặc xuống dòng.</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>Or a filter</source>
        <translation>Hoặc điều kiện lọc</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>An expression on the addresses, such as "commune_code" = '22528' AND "stage" = 'created'. With codes given too, only those of them that meet it.</source>
        <translation>Biểu thức trên các địa chỉ, ví dụ "commune_code" = '22528' AND "stage" = 'created'. Nếu có nhập mã thì chỉ lấy những mã thỏa mãn biểu thức.</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>New stage</source>
        <translation>Trạng thái mới</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>The stage that the records are to be in. From submitted on, the registry decides. Besides the number, its name may be written: declared, created, submitted, verified, issued, rejected or retired.</source>
        <translation>Trạng thái mới của các bản ghi. Từ lúc đã gửi, nền tảng cấp mã quyết định. Có thể ghi tên thay cho số: declared, created, submitted, verified, issued, rejected hoặc retired.</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>Restore retired records</source>
        <translation>Khôi phục bản ghi đã ngừng sử dụng</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>Instead of a new stage: each becomes what it was before it was retired.</source>
        <translation>Thay cho trạng thái mới: mỗi bản ghi trở lại trạng thái trước khi ngừng sử dụng.</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>Stands in the history; needed to retire, restore or reject. No names or telephone numbers of people.</source>
        <translation>Được ghi vào lịch sử; bắt buộc khi ngừng sử dụng, khôi phục hoặc trả lại. Không ghi tên, số điện thoại của người dân.</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <location filename="../ui/sync_lists.py"/>
        <source>Records</source>
        <translation>Hồ sơ</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>One row per record: its stage before and after, and why it cannot be changed.</source>
        <translation>Mỗi bản ghi một dòng: trạng thái trước, sau, và lý do không chuyển được.</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>Records changed</source>
        <translation>Bản ghi đã chuyển</translation>
    </message>
    <message>
        <location filename="../processing/change_stage.py"/>
        <source>Records that cannot be changed</source>
        <translation>Bản ghi không chuyển được</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <location filename="../processing/check_land.py"/>
        <location filename="../ui/review_style.py"/>
        <source>Errors</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <location filename="../processing/check_land.py"/>
        <location filename="../ui/review_style.py"/>
        <source>Warnings</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <location filename="../processing/land/report_html.py"/>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../ui/review_style.py"/>
        <source>Information</source>
        <translation>Thông tin</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>New since the last check</source>
        <translation>Mới so với lần kiểm tra trước</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>Fixed since the last check</source>
        <translation>Đã xong so với lần kiểm tra trước</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <location filename="../processing/review_certificate.py"/>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../ui/review_style.py"/>
        <source>Exceptions</source>
        <translation>Ngoại lệ</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>Addresses checked</source>
        <translation>Địa chỉ đã kiểm tra</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>There is no commune with the code {code} in this register. Write codes with commas between.</source>
        <translation>Trong sổ này không có xã, phường nào mang mã {code}. Hãy ghi các mã cách nhau bằng dấu phẩy.</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>Cancelled. The results stand in the register; only their layer was not written.</source>
        <translation>Đã hủy. Kết quả đã có trong sổ; chỉ lớp kết quả chưa được ghi.</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <location filename="../ui/review_check.py"/>
        <source>Check addresses</source>
        <translation>Kiểm tra địa chỉ</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>Looks at every address of a register by the rules of the review: basic fields, codes and ledger, positions, streets and numbers, texts, units, stages, photos, notices and plaques. The results stay in the register, with what is wrong, what to do, and a fix where one is certain. A second run updates them: what is mended counts as fixed, and exceptions stay as long as what they were made for. An error keeps an address from being submitted. Levels and tolerances can be set in profiles/rules beside the register. Nothing of the addresses themselves is changed.</source>
        <translation>Xem từng địa chỉ trong sổ theo các quy tắc rà soát: trường cơ bản, mã và sổ cấp mã, vị trí, đường và số nhà, chữ viết, đơn vị hành chính, trạng thái, ảnh, thông báo và biển. Kết quả được giữ trong sổ, gồm sai ở đâu, cần làm gì, và cách sửa nếu chắc chắn. Chạy lần sau sẽ cập nhật: chỗ đã sửa được tính là đã xong, ngoại lệ vẫn giữ chừng nào dữ liệu được ghi nhận chưa đổi. Còn lỗi thì địa chỉ chưa được gửi đi. Mức độ và dung sai có thể đặt trong profiles/rules cạnh sổ. Bản thân địa chỉ không bị thay đổi.</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>address,register,check,review,rules,errors,quality,qa</source>
        <translation>địa chỉ,sổ,kiểm tra,rà soát,quy tắc,lỗi,chất lượng</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>Buildings of today</source>
        <translation>Lớp nhà hiện nay</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>The building layer that the codes were assigned from, as it is now: positions are compared with its outlines. Without it, with those of the last assignment.</source>
        <translation>Lớp nhà đã dùng để gán mã, theo hiện trạng: vị trí được so với hình trên lớp này. Nếu không có, so với hình của lần gán mã gần nhất.</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>Parcels of today</source>
        <translation>Lớp thửa đất hiện nay</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>The same for addresses of parcels.</source>
        <translation>Tương tự, cho địa chỉ của thửa đất.</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>Ids of rules, with commas between, such as street_unknown,number_wrong_side. Empty: all. Results of other rules stay as they are.</source>
        <translation>Mã các quy tắc, cách nhau bằng dấu phẩy, ví dụ street_unknown,number_wrong_side. Để trống: tất cả. Kết quả của quy tắc khác giữ nguyên.</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>Communes (codes)</source>
        <translation>Xã, phường (mã)</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>Codes of communes, with commas between. Empty: all. Results of other communes stay as they are.</source>
        <translation>Mã xã, phường, cách nhau bằng dấu phẩy. Để trống: tất cả. Kết quả của xã, phường khác giữ nguyên.</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>A point per open result or exception, with message, remedy and suggested fix.</source>
        <translation>Mỗi kết quả còn mở hoặc ngoại lệ là một điểm, kèm nội dung, cách xử lý và cách sửa đề xuất.</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>Not checked, for the register has no streets or commune areas for it: {rules}.</source>
        <translation>Chưa kiểm tra vì sổ chưa có đường hoặc ranh giới xã: {rules}.</translation>
    </message>
    <message>
        <location filename="../processing/check_addresses.py"/>
        <source>{checked} addresses checked: {errors} errors, {warnings} warnings, {informations} notes; {new} of them new, {fixed} fixed since the last check, {exceptions} exceptions.</source>
        <translation>Đã kiểm tra {checked} địa chỉ: {errors} lỗi, {warnings} cảnh báo, {informations} thông tin; trong đó {new} mới, {fixed} đã xong so với lần trước, {exceptions} ngoại lệ.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>No layer is given. Choose parcels, buildings or commune areas, at least one.</source>
        <translation>Chưa chọn lớp nào. Hãy chọn ít nhất một lớp: thửa đất, nhà hoặc ranh giới xã.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <location filename="../ui/review_check.py"/>
        <source>Check land layers</source>
        <translation>Kiểm tra lớp đất đai</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Finds what is wrong with parcels, buildings and commune areas: outlines that are missing, invalid, drawn twice or slivers; parcels that overlap or leave gaps; sheet and number given twice; areas that differ from the record; buildings across parcels; buildings, and parcels with a house, that have no address; objects outside their commune; coordinates of another VN-2000 zone or without datum shift; communes that overlap, leave gaps or are far from their official area. A bad geometry is listed and does not stop the run; no layer is changed. With a register, its communes and addresses are compared and the results kept there: a second run updates them, and exceptions stay. Tolerances are in the rule file land.json; a province's own go into profiles/rules beside its register.</source>
        <translation>Tìm lỗi của thửa đất, nhà và ranh giới xã: hình bị thiếu, không hợp lệ, vẽ trùng hoặc chỉ là mảnh vụn; thửa chồng lấn hoặc hở nhau; trùng số tờ, số thửa; diện tích khác hồ sơ; nhà nằm trên nhiều thửa; nhà, và thửa có nhà, chưa có địa chỉ; đối tượng nằm ngoài xã của mình; tọa độ thuộc múi VN-2000 khác hoặc thiếu tham số chuyển; xã chồng lấn, hở nhau hoặc có diện tích khác xa số công bố. Hình hỏng được liệt kê, không làm dừng việc kiểm tra; không lớp nào bị sửa. Nếu chọn sổ địa chỉ số thì so với xã và địa chỉ trong sổ và lưu kết quả vào sổ: lần chạy sau cập nhật kết quả cũ, các ngoại lệ vẫn giữ. Ngưỡng sai số nằm trong tệp quy tắc land.json; tỉnh đặt ngưỡng riêng trong thư mục profiles/rules cạnh sổ.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>check,review,rules,overlap,gap,sliver,duplicate,parcel,topology,VN-2000</source>
        <translation>kiểm tra,rà soát,quy tắc,chồng lấn,khe hở,mảnh vụn,trùng,thửa,topo,VN-2000</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <location filename="../processing/progress_report.py"/>
        <location filename="../ui/layer_roles.py"/>
        <location filename="../ui/objects_combo.py"/>
        <source>Parcels</source>
        <translation>Thửa đất</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <location filename="../processing/progress_report.py"/>
        <location filename="../ui/layer_roles.py"/>
        <location filename="../ui/objects_combo.py"/>
        <source>Buildings</source>
        <translation>Nhà</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Commune areas</source>
        <translation>Ranh giới xã</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Polygons; without them their rules are left out.</source>
        <translation>Vùng; không có lớp này thì bỏ qua các quy tắc của nó.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Polygons or points; without them their rules are left out.</source>
        <translation>Vùng hoặc điểm; không có lớp này thì bỏ qua các quy tắc của nó.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Polygons of communes with code or name. Empty: those of the register.</source>
        <translation>Vùng của các xã, có mã hoặc tên. Để trống: lấy xã trong sổ.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Ids of rules with commas between, such as parcel_overlap. Empty: all of them.</source>
        <translation>Mã các quy tắc, cách nhau bằng dấu phẩy, ví dụ parcel_overlap. Để trống: tất cả.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Its addresses and communes are compared, and what is found is kept in it.</source>
        <translation>So với địa chỉ và xã trong sổ, và lưu kết quả vào sổ.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Keep the results in the register</source>
        <translation>Lưu kết quả vào sổ</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Off: the register is only read.</source>
        <translation>Tắt: chỉ đọc sổ.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <location filename="../processing/erase_personal_data.py"/>
        <source>What was found</source>
        <translation>Kết quả kiểm tra</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>A point per result with rule, level, object, message and remedy.</source>
        <translation>Mỗi kết quả một điểm, có quy tắc, mức độ, đối tượng, nội dung và cách khắc phục.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <location filename="../processing/diagnose_layer.py"/>
        <source>Pieces of information</source>
        <translation>Thông tin</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <location filename="../processing/progress_report.py"/>
        <source>ID of the parcels</source>
        <translation>Trường định danh thửa</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Commune of the parcels</source>
        <translation>Xã của thửa</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Former commune of the parcels</source>
        <translation>Xã cũ của thửa</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Map sheet</source>
        <translation>Tờ bản đồ</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Parcel number</source>
        <translation>Số thửa</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Recorded area of the parcels (m²)</source>
        <translation>Diện tích thửa theo hồ sơ (m²)</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <location filename="../processing/progress_report.py"/>
        <source>ID of the buildings</source>
        <translation>Trường định danh nhà</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Commune of the buildings</source>
        <translation>Xã của nhà</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <location filename="../processing/progress_report.py"/>
        <source>Class of the buildings</source>
        <translation>Loại nhà</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Code of the communes</source>
        <translation>Mã xã</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Name of the communes</source>
        <translation>Tên xã</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Official area of the communes</source>
        <translation>Diện tích xã theo số công bố</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <location filename="../processing/progress_report.py"/>
        <source>Empty: found by its name.</source>
        <translation>Để trống: tự tìm theo tên trường.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>Not checked, for want of {what}: {rules}.</source>
        <translation>Chưa kiểm tra vì thiếu {what}: {rules}.</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>commune areas</source>
        <translation>ranh giới xã</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>coordinates that are right</source>
        <translation>tọa độ đúng</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <location filename="../processing/land/diagnosis.py"/>
        <location filename="../processing/plan_algorithm.py"/>
        <source>parcels</source>
        <translation>thửa đất</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <location filename="../processing/land/diagnosis.py"/>
        <location filename="../processing/plan_algorithm.py"/>
        <source>buildings</source>
        <translation>nhà</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>a register</source>
        <translation>sổ địa chỉ số</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>parcel numbers</source>
        <translation>số thửa</translation>
    </message>
    <message>
        <location filename="../processing/check_land.py"/>
        <source>recorded areas</source>
        <translation>diện tích hồ sơ</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <location filename="../publish/answer_sheet.py"/>
        <location filename="../publish/lookup_words.py"/>
        <location filename="../publish/plaque_lists.py"/>
        <location filename="../ui/convert_step.py"/>
        <location filename="../ui/differences_layer.py"/>
        <location filename="../ui/plan_model.py"/>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <source>Object on the land layer</source>
        <translation>Đối tượng trên lớp nền</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <location filename="../ui/sync_words.py"/>
        <source>Position</source>
        <translation>Vị trí</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <source>Person (not shown)</source>
        <translation>Người (không hiển thị)</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <source>Notice</source>
        <translation>Thông báo</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <location filename="../ui/publish_plaques.py"/>
        <source>Plaque</source>
        <translation>Biển</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <location filename="../publish/plaque_lists.py"/>
        <location filename="../ui/layer_roles.py"/>
        <location filename="../ui/number_style.py"/>
        <source>Street</source>
        <translation>Đường</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <location filename="../processing/handover_kit.py"/>
        <location filename="../publish/plaque_lists.py"/>
        <location filename="../ui/layer_roles.py"/>
        <source>Settlement</source>
        <translation>Thôn, tổ dân phố</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <source>Administrative unit</source>
        <translation>Đơn vị hành chính</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <location filename="../ui/layer_roles.py"/>
        <source>Object class</source>
        <translation>Nhóm đối tượng</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <source>Successor</source>
        <translation>Kế thừa</translation>
    </message>
    <message>
        <location filename="../processing/checkin_layer.py"/>
        <source>Exception of the check</source>
        <translation>Ngoại lệ kiểm tra</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>New records</source>
        <translation>Bản ghi mới</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Values changed</source>
        <translation>Giá trị thay đổi</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Addresses retired</source>
        <translation>Địa chỉ ngừng sử dụng</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Notices, plaques, positions and people taken out</source>
        <translation>Thông báo, biển, vị trí, người đã bỏ</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Conflicts left open</source>
        <translation>Xung đột để ngỏ</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Conflicts decided</source>
        <translation>Xung đột đã quyết định</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Values and records not taken</source>
        <translation>Giá trị, bản ghi không nhận</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Changes of the register that the copy does not have yet</source>
        <translation>Thay đổi của sổ gốc mà bản tách chưa có</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Decisions that decide nothing</source>
        <translation>Quyết định không có tác dụng</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <location filename="../processing/import_field_package.py"/>
        <source>Photos copied</source>
        <translation>Số ảnh đã chép</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>The decisions say "{decision}" about {item}, which is no decision. Write mine (the register's value stays), theirs (the copy's is taken), or nothing.</source>
        <translation>Bảng quyết định ghi “{decision}” cho {item}, không phải là quyết định. Hãy ghi mine (giữ giá trị của sổ gốc), theirs (lấy giá trị của bản tách) hoặc để trống.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>The layer {layer} holds no decisions: it has no field {field}. Choose the differences of a dry run.</source>
        <translation>Lớp {layer} không chứa quyết định: không có trường {field}. Hãy chọn bảng khác biệt của lần chạy thử.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>The copy itself could not be written to (a read-only medium, or in use), so it does not know that it was checked in. An undo there may free codes that the register has by now: check in again where it can be written.</source>
        <translation>Không ghi được vào chính bản tách (thiết bị chỉ đọc hoặc đang được dùng) nên bản tách chưa biết mình đã được nhập lại. Hoàn tác ở đó có thể giải phóng mã mà sổ gốc đã nhận: hãy nhập lại lần nữa ở nơi ghi được.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>{count} people in the copy were erased in the register. Erase them in the copy, too, or check it out anew.</source>
        <translation>{count} người trong bản tách đã được xóa ở sổ gốc. Hãy xóa cả trong bản tách, hoặc tách lại.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>{count} people were erased in the copy. Their rows are taken out here, too; run "Erase a person's data" for them, so that nothing of theirs stays in remarks and backups.</source>
        <translation>{count} người đã được xóa trong bản tách. Bản ghi của họ ở đây cũng được bỏ; hãy chạy “Xóa dữ liệu cá nhân của một người” cho họ để không còn gì trong ghi chú và bản sao lưu.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>{count} conflicts are left open: nothing of them was written, and they are shown again at the next check-in.</source>
        <translation>{count} xung đột để ngỏ: chưa ghi gì, lần nhập lại sau sẽ hiện lại.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>{count} decisions were passed over: {items}. {reason}</source>
        <translation>{count} quyết định đã bị bỏ qua: {items}. {reason}</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Check in communes</source>
        <translation>Nhập lại bản tách</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Takes what was done in a checked-out copy into the register: new and changed records, units, people, notices, plaques, streets, exceptions of the check, photos, and the codes given there. Each field is told from the state in which the copy left or came back last: what only the copy has changed is taken; what both have changed is a conflict, with the value before, the register's (mine) and the copy's (theirs). What was submitted, verified or issued in the register since is never overwritten; a code that stands for another address is never taken over.

Start with a dry run, look at the differences and write mine or theirs into the column decision where you want to; give that layer as decisions, or decide all conflicts alike. Those left open are shown again at the next check-in. Either everything is written or nothing; a verified backup is made first, and the check-in can be undone. Checking in twice changes nothing. Work in the copy may go on afterwards; an older state of it, or a second copy that was edited apart, is told and refused. Handed back, the copy is closed and its unused numbers are the register's again.</source>
        <translation>Nhận vào sổ gốc những gì đã làm trong bản tách: bản ghi mới và đã sửa, căn, gian, người, thông báo, biển, tuyến đường, ngoại lệ kiểm tra, ảnh và mã đã cấp ở đó. Từng trường được so với trạng thái khi bản tách rời đi hoặc nhập lại lần trước: trường chỉ bản tách đã sửa thì nhận; trường cả hai cùng sửa là xung đột, kèm giá trị trước, của sổ gốc (mine) và của bản tách (theirs). Bản ghi đã gửi, xác thực hoặc cấp trong sổ gốc từ đó không bao giờ bị ghi đè; mã đang thuộc địa chỉ khác không bao giờ bị lấy.

Hãy chạy thử trước, xem các khác biệt và ghi mine hoặc theirs vào cột decision nếu muốn; đưa lớp đó vào ô Quyết định, hoặc quyết định chung cho mọi xung đột. Xung đột để ngỏ sẽ hiện lại ở lần nhập sau. Ghi tất cả hoặc không ghi gì; có sao lưu đã kiểm tra trước đó và có thể hoàn tác. Nhập hai lần không thay đổi gì. Sau đó vẫn làm tiếp trong bản tách được; trạng thái cũ hơn hoặc bản chép thứ hai đã sửa riêng sẽ được nhận ra và từ chối. Khi trả, bản tách đóng lại và số chưa dùng trở về sổ gốc.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>address,register,checkin,merge,conflict,copy,offline,USB,office</source>
        <translation>địa chỉ,sổ,nhập lại,gộp,xung đột,bản tách,ngoại tuyến,USB,văn phòng</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <location filename="../processing/checkout_register.py"/>
        <location filename="../ui/hands_step.py"/>
        <source>Folder of the check-out</source>
        <translation>Thư mục bản tách</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>The whole folder as it came back, or the register (.gpkg) in it.</source>
        <translation>Toàn bộ thư mục như khi mang về, hoặc tệp sổ (.gpkg) trong đó.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Conflicts without a decision</source>
        <translation>Xung đột chưa quyết định</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Leave open</source>
        <translation>Để ngỏ</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>The register's value stays (mine)</source>
        <translation>Giữ giá trị của sổ gốc (mine)</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>The copy's value is taken (theirs)</source>
        <translation>Lấy giá trị của bản tách (theirs)</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Besides the number, its name may be written: open, mine or theirs.</source>
        <translation>Ngoài số, có thể ghi tên: open, mine hoặc theirs.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Decisions</source>
        <translation>Quyết định</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>The differences of a dry run, with mine or theirs in the column decision of those that are decided.</source>
        <translation>Bảng khác biệt của lần chạy thử, cột decision ghi mine hoặc theirs ở dòng đã quyết định.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Afterwards</source>
        <translation>Sau đó</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <location filename="../ui/hands_step.py"/>
        <source>Work in the copy goes on</source>
        <translation>Tiếp tục làm trong bản tách</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <location filename="../ui/hands_step.py"/>
        <source>Refresh the copy from the register</source>
        <translation>Làm mới bản tách từ sổ gốc</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <location filename="../ui/hands_step.py"/>
        <source>Hand the copy back</source>
        <translation>Trả bản tách</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>Refreshed, the copy has what others have done since, and goes on with its numbers. Handed back, it is closed, and its unused numbers are the register's again. For both, every conflict must be decided. Besides the number, its name may be written: go_on, refresh or hand_back.</source>
        <translation>Làm mới: bản tách có những gì người khác đã làm và tiếp tục dùng số của mình. Trả: bản tách đóng lại, số chưa dùng trở về sổ gốc. Cả hai đều cần quyết định mọi xung đột trước. Ngoài số, có thể ghi tên: go_on, refresh hoặc hand_back.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <location filename="../processing/differences_step.py"/>
        <source>Dry run: differences only</source>
        <translation>Chạy thử: chỉ xem khác biệt</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <location filename="../processing/differences_step.py"/>
        <source>Show the differences and write nothing.</source>
        <translation>Chỉ hiện các khác biệt, không ghi gì.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <location filename="../processing/differences_step.py"/>
        <source>Differences</source>
        <translation>Các khác biệt</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>A row per field that differs: before, mine, theirs, what becomes of it, and why.</source>
        <translation>Mỗi trường khác nhau một dòng: trước, sổ gốc, bản tách, xử lý thế nào và vì sao.</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <location filename="../processing/convert_parameters.py"/>
        <location filename="../processing/differences_step.py"/>
        <location filename="../processing/numbering_parameters.py"/>
        <location filename="../processing/undo_apply.py"/>
        <location filename="../processing/update_profile.py"/>
        <location filename="../processing/upgrade_register.py"/>
        <source>Backup made before</source>
        <translation>Bản sao lưu lập trước khi hoàn tác</translation>
    </message>
    <message>
        <location filename="../processing/checkin_register.py"/>
        <source>The copy was refreshed: {path}</source>
        <translation>Đã làm mới bản tách: {path}</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Check out communes</source>
        <translation>Tách sổ theo xã</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Makes a folder with a register of its own for one or several communes: every record of them with people, notices, plaques, units, streets and history, their blocks of numbers, the project with its forms, the photos. It may be copied to another computer or a USB stick; everything works there: assigning codes, matching, forms, checks, undo. "Check in communes" brings back what was done.

The numbers that go along are given in the copy only, until it is handed back: so no code is ever given twice. Without a limit all free numbers of the communes go along; give a limit where two people share a commune, or where the register shall go on giving codes there. The check-out, for whom it is and how many records of people went along, stands in the register's log. A copy is refreshed when it is checked in.</source>
        <translation>Tạo thư mục có một sổ riêng cho một hoặc nhiều xã: mọi bản ghi với người, thông báo, biển, căn, gian, tuyến đường và lịch sử, dải số, dự án với biểu mẫu, ảnh. Có thể chép sang máy khác hoặc USB; mọi chức năng đều dùng được ở đó: gán mã, khớp mã, biểu mẫu, kiểm tra, hoàn tác. “Nhập lại bản tách” mang kết quả về.

Số mang theo chỉ được cấp trong bản tách cho đến khi trả, nên không mã nào bị cấp hai lần. Không ghi giới hạn thì mang theo mọi số còn trống của các xã; hãy ghi giới hạn khi hai người cùng làm một xã, hoặc khi sổ gốc vẫn cần cấp mã ở đó. Việc tách, người nhận và số bản ghi về người mang theo được ghi vào nhật ký của sổ. Bản tách được làm mới khi nhập lại.</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>address,register,checkout,commune,copy,offline,USB,share,office</source>
        <translation>địa chỉ,sổ,tách sổ,xã,bản tách,ngoại tuyến,USB,chia việc,văn phòng</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <location filename="../processing/create_register.py"/>
        <location filename="../processing/export_package.py"/>
        <location filename="../processing/print_choice.py"/>
        <location filename="../publish/project/words.py"/>
        <location filename="../ui/hands_step.py"/>
        <location filename="../ui/layer_roles.py"/>
        <source>Communes</source>
        <translation>Xã</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Codes or names of the communes, with commas, semicolons or lines between them.</source>
        <translation>Mã hoặc tên các xã, cách nhau bằng dấu phẩy, chấm phẩy hoặc xuống dòng.</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>A new or empty folder, on this computer or on a USB stick.</source>
        <translation>Thư mục mới hoặc trống, trên máy này hoặc trên USB.</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Free numbers to take along, per commune</source>
        <translation>Số còn trống mang theo, mỗi xã</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Codes that the copy may give. Empty: all that are free in the blocks of the communes; the register itself then gives none there until the copy is handed back.</source>
        <translation>Số mã mà bản tách được cấp. Để trống: mọi số còn trống trong dải số của các xã; khi đó sổ gốc không cấp mã ở đó cho đến khi trả bản tách.</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Who works on it</source>
        <translation>Người làm</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Stands in the register's log and in the list of check-outs. Empty: you.</source>
        <translation>Ghi vào nhật ký của sổ và danh sách bản tách. Để trống: chính bạn.</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>What for</source>
        <translation>Mục đích</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Stands in the register's log.</source>
        <translation>Ghi vào nhật ký của sổ.</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <location filename="../processing/export_field_package.py"/>
        <source>Take people along</source>
        <translation>Mang theo thông tin người liên quan</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Owners and users with their telephones (personal data). Without them the copy has the rest, and new people may be entered there.</source>
        <translation>Chủ và người sử dụng cùng điện thoại (dữ liệu cá nhân). Không mang theo thì bản tách có phần còn lại, và vẫn nhập được người mới ở đó.</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <location filename="../processing/export_field_package.py"/>
        <source>Take the photos along</source>
        <translation>Mang theo ảnh</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>The photos that the records name, where they lie below the register's folder.</source>
        <translation>Ảnh mà bản ghi nêu, nếu nằm dưới thư mục của sổ.</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <location filename="../processing/export_field_package.py"/>
        <location filename="../processing/project_step.py"/>
        <source>Language of the project (vi or en)</source>
        <translation>Ngôn ngữ của dự án (vi hoặc en)</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <location filename="../processing/export_field_package.py"/>
        <location filename="../processing/project_step.py"/>
        <source>Empty: the language of QGIS.</source>
        <translation>Để trống: theo ngôn ngữ của QGIS.</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Register of the check-out</source>
        <translation>Sổ của bản tách</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Project of the check-out</source>
        <translation>Dự án của bản tách</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <location filename="../processing/end_checkout.py"/>
        <source>Number of the check-out</source>
        <translation>Số hiệu bản tách</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Addresses in the check-out</source>
        <translation>Địa chỉ trong bản tách</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>Numbers taken along</source>
        <translation>Số mang theo</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>{path}: {count} addresses, {numbers} free numbers</source>
        <translation>{path}: {count} địa chỉ, {numbers} số còn trống</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <source>No free number of a block went along: the copy gives provisional codes only.</source>
        <translation>Không mang theo số nào của dải số: bản tách không cấp được mã chính thức.</translation>
    </message>
    <message>
        <location filename="../processing/checkout_register.py"/>
        <location filename="../processing/export_field_package.py"/>
        <source>Photos that were not found below the register's folder: {files}</source>
        <translation>Không tìm thấy các ảnh sau trong thư mục chứa sổ: {files}</translation>
    </message>
    <message>
        <location filename="../processing/collected_file.py"/>
        <source>{path} has no row of column titles with a code or an address and at least one field of the register. Use a sheet from "Export sheets for communes", or name the columns as there.</source>
        <translation>Trong {path} không có dòng tiêu đề cột gồm mã hoặc địa chỉ và ít nhất một trường của sổ. Hãy dùng bảng do công cụ “Xuất bảng thu thập cho xã, phường” tạo ra, hoặc đặt tên cột như trong bảng đó.</translation>
    </message>
    <message>
        <location filename="../processing/consolidate_reports.py"/>
        <source>Put the reports of communes together</source>
        <translation>Tổng hợp báo cáo của các xã</translation>
    </message>
    <message>
        <location filename="../processing/consolidate_reports.py"/>
        <source>Makes one report of the month out of the XLSX files that "Report of the month" wrote in several communes: the same table, document and letters, summed up from their sheets of data. Files of another month, or with a commune that another file has already, are refused by name. With a register, the communes that sent no file are listed.</source>
        <translation>Lập một báo cáo tháng từ các tệp XLSX do công cụ “Báo cáo tháng” tạo ở nhiều xã: cùng biểu, văn bản và công văn, cộng từ trang số liệu của các tệp. Tệp của tháng khác, hoặc có xã đã có trong tệp khác, bị từ chối và nêu tên. Khi có sổ địa chỉ, các xã chưa gửi tệp được liệt kê.</translation>
    </message>
    <message>
        <location filename="../processing/consolidate_reports.py"/>
        <source>address,report,progress,month,communes,sum,xlsx,consolidate</source>
        <translation>địa chỉ,báo cáo,tiến độ,tháng,xã,tổng hợp,xlsx</translation>
    </message>
    <message>
        <location filename="../processing/consolidate_reports.py"/>
        <source>Reports of communes (XLSX)</source>
        <translation>Báo cáo của các xã (XLSX)</translation>
    </message>
    <message>
        <location filename="../processing/consolidate_reports.py"/>
        <source>The files as they were written, one or more communes in each.</source>
        <translation>Các tệp giữ nguyên như khi tạo ra, mỗi tệp có một hoặc nhiều xã.</translation>
    </message>
    <message>
        <location filename="../processing/consolidate_reports.py"/>
        <source>Names the communes that should have sent a file. It is only read.</source>
        <translation>Cho biết những xã phải gửi tệp. Sổ chỉ được đọc.</translation>
    </message>
    <message>
        <location filename="../processing/consolidate_reports.py"/>
        <source>Communes with a file</source>
        <translation>Số xã có tệp</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Field with the commune</source>
        <translation>Trường xã/phường</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Field with the district</source>
        <translation>Trường huyện/quận</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Field with the province</source>
        <translation>Trường tỉnh/thành phố</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Field with the code of the commune</source>
        <translation>Trường mã xã</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Field with the code of the district</source>
        <translation>Trường mã huyện</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Field with the code of the province</source>
        <translation>Trường mã tỉnh</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Records that are right already</source>
        <translation>Bản ghi đã đúng</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Records whose unit is written otherwise now</source>
        <translation>Bản ghi có đơn vị nay viết khác</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Records converted</source>
        <translation>Bản ghi đã chuyển đổi</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Records with several candidates, for a person</source>
        <translation>Bản ghi có nhiều đơn vị gợi ý, cần xem xét</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Records whose position contradicts their units, for a person</source>
        <translation>Bản ghi có vị trí mâu thuẫn với đơn vị hành chính, cần xem xét</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Records whose units were not recognised</source>
        <translation>Bản ghi không nhận ra đơn vị hành chính</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>“{date}” is no date. Write it as 2025-07-01 or 1/7/2025.</source>
        <translation>“{date}” không phải là ngày. Hãy viết như 2025-07-01 hoặc 1/7/2025.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <location filename="../ui/labels.py"/>
        <source>Convert administrative units</source>
        <translation>Chuyển đổi đơn vị hành chính</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Takes province, district and commune of before 1 July 2025 to the units of a day, or back: those of a register, or of any layer or table. The position decides first (communes of the register, or of UNITS), the official table of 10,602 rows second; a commune that was divided has candidates where no position tells. Names may be written in any spelling. Codes of addresses never change.

Start with a dry run and look at the result and at the report by communes. For a record with candidates, write the code of the right commune into the field decision_code and give that layer as reviewed result. Either all is written or nothing; a backup is made first and the whole can be undone. The register's own units, streets and settlements follow. A table is never changed: its copy has the new units as further fields.</source>
        <translation>Chuyển tỉnh, huyện, xã trước ngày 1/7/2025 sang đơn vị hành chính của một ngày, hoặc ngược lại: của sổ địa chỉ, hoặc của một lớp hay bảng bất kỳ. Vị trí quyết định trước (ranh giới xã của sổ, hoặc của UNITS), bảng chuyển đổi 10.602 dòng quyết định sau; xã bị chia mà không có vị trí thì có các đơn vị gợi ý. Tên có thể viết theo mọi kiểu. Mã địa chỉ không bao giờ đổi.

Hãy chạy thử trước, xem kết quả và báo cáo theo xã. Với bản ghi có nhiều đơn vị gợi ý, ghi mã của xã đúng vào trường decision_code rồi đưa lớp đó vào làm kết quả đã rà soát. Ghi tất cả hoặc không ghi gì; có bản sao lưu trước và có thể hoàn tác. Danh mục đơn vị hành chính, đường, thôn của sổ được cập nhật theo. Bảng không bao giờ bị sửa: bản sao của nó có thêm các trường đơn vị mới.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>address,commune,district,province,merger,2025,convert,crosswalk,unit</source>
        <translation>địa chỉ,xã,huyện,tỉnh,sáp nhập,2025,chuyển đổi,đơn vị hành chính</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Its addresses are converted; with INPUT, only its areas of communes are used.</source>
        <translation>Các địa chỉ của sổ được chuyển đổi; nếu có INPUT thì chỉ dùng ranh giới xã của sổ.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Or a layer or table</source>
        <translation>Hoặc một lớp hay bảng</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Any layer or table with fields for commune, district, province, or their codes.</source>
        <translation>Lớp hay bảng bất kỳ có trường xã, huyện, tỉnh hoặc mã của chúng.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Areas of the communes of that day</source>
        <translation>Ranh giới các xã của ngày đó</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>If empty, those of the register. To go back before 1 July 2025 by position, the communes of then.</source>
        <translation>Để trống thì dùng của sổ. Muốn chuyển ngược về trước 1/7/2025 theo vị trí thì cần ranh giới các xã khi đó.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Units of the day</source>
        <translation>Đơn vị hành chính của ngày</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Such as 1/7/2025 or 30/4/2026; today if empty. A day before 1/7/2025 leads back to the three levels.</source>
        <translation>Ví dụ 1/7/2025 hoặc 30/4/2026; để trống là hôm nay. Ngày trước 1/7/2025 thì chuyển ngược về ba cấp.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>The records are of</source>
        <translation>Bản ghi thuộc thời kỳ</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>either time (told by district and province)</source>
        <translation>cả hai (nhận biết qua huyện và tỉnh)</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>before 1 July 2025</source>
        <translation>trước 1/7/2025</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>after 1 July 2025</source>
        <translation>sau 1/7/2025</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Many names and codes mean one commune before and another one after.</source>
        <translation>Nhiều tên và mã trước đây chỉ một xã, nay chỉ xã khác.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <location filename="../processing/numbering_parameters.py"/>
        <source>If empty, it is found by its name.</source>
        <translation>Để trống thì tìm theo tên trường.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Field with the whole address</source>
        <translation>Trường ghi địa chỉ đầy đủ</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Read for the records whose other fields say no commune: an address text in any order and spelling.</source>
        <translation>Dùng cho các bản ghi mà những trường khác không ghi xã, phường: địa chỉ viết theo thứ tự và cách viết bất kỳ.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <location filename="../ui/convert_step.py"/>
        <source>Also what the registry has</source>
        <translation>Cả bản ghi nền tảng đã nhận</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <location filename="../ui/convert_step.py"/>
        <source>Also records that were submitted, verified or issued.</source>
        <translation>Cả những bản ghi đã gửi, đã xác thực hoặc đã cấp.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Reviewed result</source>
        <translation>Kết quả đã rà soát</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>The layer of a dry run with what a person has decided.</source>
        <translation>Lớp của lần chạy thử, có quyết định của cán bộ.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Show what would change and write nothing into the register.</source>
        <translation>Cho xem những gì sẽ đổi, không ghi vào sổ.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Converted records</source>
        <translation>Bản ghi đã chuyển đổi</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Each record with its new units, what became of it, why, and candidates.</source>
        <translation>Mỗi bản ghi với đơn vị mới, kết quả, lý do và các đơn vị gợi ý.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <location filename="../ui/convert_step.py"/>
        <source>Report by communes</source>
        <translation>Báo cáo theo xã</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>A row per former commune and what its records become, with their number.</source>
        <translation>Mỗi dòng là một xã cũ và kết quả của các bản ghi, kèm số lượng.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Report as a page</source>
        <translation>Báo cáo dạng trang</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <location filename="../ui/report_dialog.py"/>
        <source>Web page (*.html)</source>
        <translation>Trang web (*.html)</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>The same to be read or printed.</source>
        <translation>Nội dung ấy để đọc hoặc in.</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Records written</source>
        <translation>Bản ghi đã ghi</translation>
    </message>
    <message>
        <location filename="../processing/convert_parameters.py"/>
        <source>Units, streets and settlements of the register that follow</source>
        <translation>Số đơn vị hành chính, đường, thôn (tổ dân phố) của sổ được cập nhật theo</translation>
    </message>
    <message>
        <location filename="../processing/convert_units.py"/>
        <source>Choose either a register (REGISTER) or a layer or table (INPUT): one of both.</source>
        <translation>Hãy chọn sổ địa chỉ (REGISTER) hoặc một lớp hay bảng (INPUT): một trong hai.</translation>
    </message>
    <message>
        <location filename="../processing/convert_units.py"/>
        <source>No field of {layer} says a commune or a district, and no areas of communes are known for its positions. Choose the fields, or a layer of communes (UNITS).</source>
        <translation>{layer} không có trường xã hay huyện, cũng không có ranh giới xã để dùng vị trí. Hãy chọn trường, hoặc chọn lớp ranh giới xã (UNITS).</translation>
    </message>
    <message>
        <location filename="../processing/convert_units.py"/>
        <source>The result cannot be written ({problem}). Nothing was written into the register. Check the free space and that no other program has the file open, or choose another file.</source>
        <translation>Không ghi được kết quả ({problem}). Sổ chưa bị ghi gì. Hãy kiểm tra dung lượng trống, xem có chương trình khác đang mở tệp không, hoặc chọn tệp khác.</translation>
    </message>
    <message>
        <location filename="../processing/convert_units.py"/>
        <source>The reviewed result decides "{decision}" for {record}. Write the code of a commune of that day into decision_code, exclude into decision, or nothing.</source>
        <translation>Kết quả đã rà soát ghi quyết định "{decision}" cho {record}. Hãy ghi mã một xã của ngày đó vào decision_code, ghi exclude vào decision, hoặc để trống.</translation>
    </message>
    <message>
        <location filename="../processing/convert_units.py"/>
        <source>Of the register's own lists follow: {units} administrative units, {streets} streets, {settlements} settlements.</source>
        <translation>Danh mục của sổ được cập nhật theo: {units} đơn vị hành chính, {streets} đường, {settlements} thôn, tổ dân phố.</translation>
    </message>
    <message>
        <location filename="../processing/convert_units.py"/>
        <source>{count} records were submitted, verified or issued and were left as they are. Switch on "Also what the registry has" to convert them.</source>
        <translation>{count} bản ghi đã gửi, đã xác thực hoặc đã cấp được giữ nguyên. Bật "Cả bản ghi nền tảng đã nhận" để chuyển đổi chúng.</translation>
    </message>
    <message>
        <location filename="../processing/convert_units.py"/>
        <source>converting administrative units</source>
        <translation>chuyển đổi đơn vị hành chính</translation>
    </message>
    <message>
        <location filename="../processing/convert_units.py"/>
        <source>{count} records written.</source>
        <translation>Đã ghi {count} bản ghi.</translation>
    </message>
    <message>
        <location filename="../processing/converted_rows.py"/>
        <location filename="../ui/convert_step.py"/>
        <source>Right already</source>
        <translation>Đã đúng</translation>
    </message>
    <message>
        <location filename="../processing/converted_rows.py"/>
        <location filename="../ui/convert_step.py"/>
        <source>New name of the same unit</source>
        <translation>Tên mới của cùng đơn vị</translation>
    </message>
    <message>
        <location filename="../processing/converted_rows.py"/>
        <location filename="../ui/convert_step.py"/>
        <source>Converted</source>
        <translation>Đã chuyển đổi</translation>
    </message>
    <message>
        <location filename="../processing/converted_rows.py"/>
        <location filename="../ui/convert_step.py"/>
        <source>To be decided: several candidates</source>
        <translation>Cần xem xét: nhiều đơn vị gợi ý</translation>
    </message>
    <message>
        <location filename="../processing/converted_rows.py"/>
        <location filename="../ui/convert_step.py"/>
        <source>To be decided: position and units contradict each other</source>
        <translation>Cần xem xét: vị trí và đơn vị mâu thuẫn</translation>
    </message>
    <message>
        <location filename="../processing/converted_rows.py"/>
        <location filename="../ui/convert_step.py"/>
        <source>Not recognised</source>
        <translation>Không nhận ra</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>There is no province "{province}". Give its two-digit code or its name, such as 56 or Khánh Hòa.</source>
        <translation>Không có tỉnh “{province}”. Hãy ghi mã hai chữ số hoặc tên tỉnh, ví dụ 56 hoặc Khánh Hòa.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>The new register would lie on the network share {share}, where it could never be written safely. Choose a folder on a disk of this computer.</source>
        <translation>Sổ địa chỉ mới sẽ nằm trên thư mục chia sẻ qua mạng {share}, nơi không bao giờ ghi được an toàn. Hãy chọn thư mục trên ổ đĩa của máy này.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>No area of the layer {layer} is a commune of {province}, so no register was made. {reasons}</source>
        <translation>Không vùng nào của lớp {layer} là xã của {province} nên chưa lập sổ địa chỉ. {reasons}</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>Create register</source>
        <translation>Lập sổ địa chỉ số</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>Makes a new address register (a GeoPackage) of a province. The communes are found in your layer by code or by name, however the name is spelt, and what was not found is said. Streets and settlements may be added. An existing file is never overwritten.</source>
        <translation>Lập sổ địa chỉ số mới (tệp GeoPackage) của một tỉnh. Các xã được tìm trong lớp của bạn theo mã hoặc theo tên, viết kiểu nào cũng nhận, và xã không tìm thấy được nêu rõ. Có thể thêm đường và thôn, tổ dân phố. Không bao giờ ghi đè tệp đã có.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>address,register,new,commune</source>
        <translation>địa chỉ số,sổ địa chỉ,lập sổ,xã,so dia chi,address,register,new,commune</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>Province (code or name)</source>
        <translation>Tỉnh (mã hoặc tên)</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>The province of today, by its two-digit code or its name: 56 or Khánh Hòa.</source>
        <translation>Tỉnh hiện nay, ghi mã hai chữ số hoặc tên: 56 hoặc Khánh Hòa.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>The areas of the communes of today, in any coordinate reference system. Without them, objects can be placed only by a field that names their commune.</source>
        <translation>Vùng của các xã hiện nay, hệ tọa độ nào cũng được. Nếu không có, chỉ xếp được đối tượng theo trường ghi xã.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>Field with the commune's code</source>
        <translation>Trường mã xã</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>Only needed where the field is not found by itself.</source>
        <translation>Chỉ cần khi không tự tìm được trường này.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <location filename="../processing/numbering_parameters.py"/>
        <location filename="../processing/print_choice.py"/>
        <location filename="../publish/maps/map_words.py"/>
        <location filename="../publish/project/words.py"/>
        <location filename="../ui/layer_roles.py"/>
        <source>Streets</source>
        <translation>Đường, phố</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>Street lines with a name field; lines of one name in one commune are one street.</source>
        <translation>Lớp đường có trường tên; các đoạn cùng tên trong một xã là một đường.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <location filename="../processing/print_choice.py"/>
        <location filename="../publish/project/words.py"/>
        <location filename="../ui/layer_roles.py"/>
        <source>Settlements</source>
        <translation>Thôn, tổ dân phố</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>Areas of hamlets and neighbourhoods with a name field.</source>
        <translation>Vùng của thôn, tổ dân phố, có trường tên.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <location filename="../processing/update_profile.py"/>
        <source>Field profile of the province</source>
        <translation>Cấu hình trường của tỉnh</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <location filename="../processing/update_profile.py"/>
        <source>Adds fields and words of the province to those of an address; see the manual.</source>
        <translation>Thêm trường và từ ngữ riêng của tỉnh cho địa chỉ; xem hướng dẫn.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>New address register</source>
        <translation>Sổ địa chỉ số mới</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>The file to make, on a disk of this computer (not on a network share).</source>
        <translation>Tệp sẽ lập, trên ổ đĩa của máy này (không đặt trên thư mục chia sẻ qua mạng).</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>Communes with an area</source>
        <translation>Xã có vùng</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>Areas that are no commune of the province</source>
        <translation>Vùng không phải xã của tỉnh</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>No areas of communes were given: objects will need a field with their commune.</source>
        <translation>Chưa có ranh giới xã: đối tượng cần có trường ghi xã.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>street lines</source>
        <translation>đoạn đường</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <location filename="../processing/land/diagnosis.py"/>
        <source>settlements</source>
        <translation>thôn, tổ dân phố</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>Register of {province}: {communes} communes, {areas} of them with an area.</source>
        <translation>Sổ địa chỉ của {province}: {communes} xã, trong đó {areas} xã có vùng.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>Reading: {layer}</source>
        <translation>Đang đọc: {layer}</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>{count} {what} have no name and were left out.</source>
        <translation>{count} {what} không có tên, đã bỏ qua.</translation>
    </message>
    <message>
        <location filename="../processing/create_register.py"/>
        <source>{count} {what} have no geometry and were left out.</source>
        <translation>{count} {what} không có hình, đã bỏ qua.</translation>
    </message>
    <message>
        <location filename="../processing/days.py"/>
        <source>{text} is no date. Write it like 2027-12-31, or leave it empty for today.</source>
        <translation>{text} không phải là ngày. Hãy ghi như 2027-12-31, hoặc để trống nếu là hôm nay.</translation>
    </message>
    <message>
        <location filename="../processing/destination.py"/>
        <source>The result would be written over the address register {path}. Choose another file for it.</source>
        <translation>Kết quả sẽ ghi đè lên sổ địa chỉ {path}. Hãy chọn tệp khác.</translation>
    </message>
    <message>
        <location filename="../processing/destination.py"/>
        <source>The result would be written over {path}, which this run reads. Choose another file for it.</source>
        <translation>Kết quả sẽ ghi đè lên {path}, tệp đang được đọc. Hãy chọn tệp khác.</translation>
    </message>
    <message>
        <location filename="../processing/destination.py"/>
        <source>{first} and {second} would both be written to {path}. Choose another file for one of them.</source>
        <translation>{first} và {second} đều ghi vào {path}. Hãy chọn tệp khác cho một trong hai.</translation>
    </message>
    <message>
        <location filename="../processing/destination.py"/>
        <source>{path} cannot be written in that form. Let its name end with one of: {kinds}.</source>
        <translation>Không ghi được {path} ở dạng đó. Hãy đặt đuôi tên tệp là một trong các đuôi: {kinds}.</translation>
    </message>
    <message>
        <location filename="../processing/diagnose_layer.py"/>
        <source>Diagnose layer</source>
        <translation>Chẩn đoán lớp</translation>
    </message>
    <message>
        <location filename="../processing/diagnose_layer.py"/>
        <source>Reads a land layer and says in plain words what is wrong with it: fonts and encodings field by field with samples, lost characters, the coordinate system, faults of the outlines, duplicates, personal data, and which fields are recognised. What is certain "Import layer" mends by itself; what is doubtful is listed for a person. Nothing is changed.</source>
        <translation>Đọc một lớp đất đai và nói rõ lớp có vấn đề gì: bảng mã chữ của từng trường kèm mẫu, ký tự đã mất, hệ tọa độ, lỗi đường bao, trùng lặp, dữ liệu cá nhân, và những trường nhận ra được. Điều chắc chắn thì “Nhập lớp” tự sửa; điều còn ngờ được liệt kê để người xem. Không thay đổi gì.</translation>
    </message>
    <message>
        <location filename="../processing/diagnose_layer.py"/>
        <source>diagnose,check,encoding,font,TCVN3,VNI,VN-2000,geometry</source>
        <translation>chẩn đoán,kiểm tra,bảng mã,phông chữ,TCVN3,VNI,VN-2000,hình học</translation>
    </message>
    <message>
        <location filename="../processing/diagnose_layer.py"/>
        <location filename="../processing/import_layer.py"/>
        <location filename="../ui/land_step.py"/>
        <source>Report</source>
        <translation>Báo cáo</translation>
    </message>
    <message>
        <location filename="../processing/diagnose_layer.py"/>
        <source>The diagnosis as a page to read, keep or send; it shows no personal data.</source>
        <translation>Kết quả chẩn đoán thành trang để đọc, lưu hoặc gửi; không hiển thị dữ liệu cá nhân.</translation>
    </message>
    <message>
        <location filename="../processing/diagnose_layer.py"/>
        <source>Findings (JSON)</source>
        <translation>Các phát hiện (JSON)</translation>
    </message>
    <message>
        <location filename="../processing/diagnose_layer.py"/>
        <source>Certain findings</source>
        <translation>Số điều chắc chắn</translation>
    </message>
    <message>
        <location filename="../processing/diagnose_layer.py"/>
        <source>Doubtful findings</source>
        <translation>Số điều còn ngờ</translation>
    </message>
    <message>
        <location filename="../processing/difference_layer.py"/>
        <source>Perhaps {value}?</source>
        <translation>Có phải là “{value}”?</translation>
    </message>
    <message>
        <location filename="../processing/differences_step.py"/>
        <source>A point per value that differs, with old and new value, status and reason.</source>
        <translation>Mỗi giá trị khác biệt là một điểm, kèm giá trị cũ và mới, trạng thái và lý do.</translation>
    </message>
    <message>
        <location filename="../processing/end_checkout.py"/>
        <source>Give up a check-out</source>
        <translation>Bỏ bản tách</translation>
    </message>
    <message>
        <location filename="../processing/end_checkout.py"/>
        <source>For a check-out that was lost, or whose work is not wanted: the register no longer waits for it. Its unused numbers are never given, since the copy may have given them to somebody; ask the authority for a further block if the commune needs more. Should the copy turn up after all, it can still be checked in and handed back; then its numbers are free again.

A copy that is at hand is better checked in and handed back.</source>
        <translation>Dùng cho bản tách đã mất hoặc không cần kết quả: sổ gốc không chờ nữa. Số chưa dùng của nó không bao giờ cấp, vì bản tách có thể đã cấp cho ai đó; xã cần thêm số thì đề nghị cơ quan có thẩm quyền cấp dải mới. Nếu tìm lại được, bản tách vẫn nhập lại và trả được; khi đó số của nó lại trống.

Bản tách còn trong tay thì nên nhập lại rồi trả.</translation>
    </message>
    <message>
        <location filename="../processing/end_checkout.py"/>
        <source>address,register,checkout,lost,cancel,numbers</source>
        <translation>địa chỉ,sổ,bản tách,mất,hủy,dải số</translation>
    </message>
    <message>
        <location filename="../processing/end_checkout.py"/>
        <source>As the list of check-outs shows it.</source>
        <translation>Như trong danh sách bản tách.</translation>
    </message>
    <message>
        <location filename="../processing/end_checkout.py"/>
        <source>Stands in the register's log. No names or telephone numbers of people.</source>
        <translation>Ghi vào nhật ký của sổ. Không ghi tên hoặc số điện thoại của người.</translation>
    </message>
    <message>
        <location filename="../processing/end_checkout.py"/>
        <source>Numbers that are never given</source>
        <translation>Số không bao giờ cấp</translation>
    </message>
    <message>
        <location filename="../processing/end_checkout.py"/>
        <source>The check-out for {holder} is given up; {count} numbers are never given.</source>
        <translation>Đã bỏ bản tách của {holder}; {count} số không bao giờ cấp.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>{text} is no number of a person. Write numbers with commas between them, such as 12, 15.</source>
        <translation>{text} không phải là số bản ghi của một người. Hãy ghi các số cách nhau bằng dấu phẩy, ví dụ 12, 15.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>The data are erased, but the file could not be packed, since another program reads it or the disk is full: what was deleted long before may still be in its unused parts. The next erasure packs it.</source>
        <translation>Dữ liệu đã được xóa, nhưng chưa dồn được tệp vì chương trình khác đang đọc hoặc đĩa đầy: những gì đã xóa từ trước có thể còn trong phần trống của tệp. Lần xóa sau sẽ dồn tệp.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>The data are erased in {register}, but its tables could not be packed, since somebody works on them or the disk is full: what was deleted may still be in their unused parts. The next erasure packs them.</source>
        <translation>Dữ liệu đã được xóa trong {register}, nhưng chưa dồn được các bảng vì có người đang làm việc với chúng hoặc đĩa đầy: những gì đã xóa có thể còn trong phần trống của bảng. Lần xóa sau sẽ dồn bảng.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Backups of the database of {register} that were made before hold the data still, and so do communes that are checked out. Delete the backups, or keep them locked away.</source>
        <translation>Các bản sao lưu cơ sở dữ liệu của {register} tạo trước đây vẫn còn dữ liệu này, các bản tách chưa nhập lại cũng vậy. Hãy xóa các bản sao lưu đó hoặc cất giữ có khóa.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Erase a person's data</source>
        <translation>Xóa dữ liệu cá nhân của một người</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Erases one person's data from the register, at the person's request or when its time is over: all rows of the person; telephone and mail wherever they stand; the name in notes, in the log and in what an undo remembers. The file is packed, so that nothing stays in its unused parts. That it was done, by whom, when and why stands in the history, without the data.

The person is found by number, telephone or full name; where several people fit, nothing is done and they are listed masked. Somebody who has no record of his own is looked for by name and telephone in notes, in the log and in what an undo remembers: the dry run lists the records, without it name and number are blacked out there. A name outside notes may be a street's or a shop's: there it is only listed, for a person to look at.

No backup is made before. The backups that hold the data are listed; they can be deleted, and a backup of the register as it is then takes their place. A backup that is kept holds the data until it is replaced after ten more; restoring it does not bring the person's rows back, but notes may return. Sheets, packages and prints that have left this computer are not reached: see who received them.</source>
        <translation>Xóa dữ liệu cá nhân của một người khỏi sổ, theo yêu cầu của người đó hoặc khi hết hạn lưu: mọi bản ghi về người đó; số điện thoại và thư điện tử ở bất cứ đâu; họ tên trong các ghi chú, trong nhật ký và trong phần nhớ để hoàn tác. Tệp được dồn lại để không còn gì sót trong phần trống. Việc xóa, ai xóa, khi nào, vì sao được lưu trong lịch sử, không kèm dữ liệu đã xóa.

Tìm người theo số bản ghi, điện thoại hoặc họ tên đầy đủ; nếu có nhiều người phù hợp thì không xóa gì và liệt kê họ ở dạng che bớt. Người không có bản ghi riêng thì được tìm theo họ tên và số điện thoại trong các ghi chú, trong nhật ký và trong phần nhớ để hoàn tác: chạy thử liệt kê các bản ghi đó, chạy thật thì che họ tên và số điện thoại ở đó. Họ tên nằm ngoài ghi chú có thể là tên đường, tên cửa hàng: những chỗ đó chỉ liệt kê, để người dùng xem lại.

Không sao lưu trước khi xóa. Các bản sao lưu có dữ liệu ấy được liệt kê; có thể xóa chúng, và một bản sao lưu của sổ sau khi xóa sẽ thay thế. Bản sao lưu được giữ lại còn chứa dữ liệu cho đến khi bị thay sau mười bản nữa; khôi phục từ bản đó không làm bản ghi về người đó trở lại, nhưng ghi chú có thể trở lại. Biểu mẫu, gói dữ liệu, bản in đã ra khỏi máy này thì không xóa được: hãy xem ai đã nhận.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>address,register,person,personal data,privacy,erase,delete,forget</source>
        <translation>địa chỉ,sổ,dữ liệu cá nhân,quyền riêng tư,xóa,bảo vệ dữ liệu</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Number of the person's record</source>
        <translation>Số bản ghi của người đó</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Such as 12, or 12, 15 where they are one person's; as reports show them.</source>
        <translation>Ví dụ 12, hoặc 12, 15 nếu là của cùng một người; như báo cáo hiển thị.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Telephone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>In any spelling; +84 counts as 0.</source>
        <translation>Viết kiểu nào cũng được; +84 được hiểu là 0.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Full name or organisation</source>
        <translation>Họ tên đầy đủ hoặc tổ chức</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>The whole name with its tones.</source>
        <translation>Cả họ tên, đủ dấu.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Stands in the history, so without the name: such as the request's number and date.</source>
        <translation>Được lưu trong lịch sử, nên không ghi họ tên: ví dụ số và ngày của đơn yêu cầu.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Delete the backups that hold the data</source>
        <translation>Xóa các bản sao lưu có dữ liệu đó</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>If not, they are only listed. What they alone hold is lost with them.</source>
        <translation>Không chọn thì chỉ liệt kê. Những gì chỉ có trong các bản sao lưu ấy sẽ mất theo.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Dry run: only look</source>
        <translation>Chạy thử: chỉ xem</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Show what would be erased, masked, and write nothing.</source>
        <translation>Cho xem những gì sẽ xóa, ở dạng che bớt, không ghi gì.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>The person's rows (masked), the other places by table, and the backups.</source>
        <translation>Các bản ghi về người đó (che bớt), những chỗ khác theo từng bảng, và các bản sao lưu.</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Rows of the person</source>
        <translation>Bản ghi về người đó</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Other rows with the data</source>
        <translation>Bản ghi khác có dữ liệu đó</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Rows with the name, for a person to look at</source>
        <translation>Bản ghi có họ tên đó, cần người xem lại</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>Backups that still hold the data</source>
        <translation>Bản sao lưu còn chứa dữ liệu</translation>
    </message>
    <message>
        <location filename="../processing/erase_personal_data.py"/>
        <source>{count} backups still hold the data: {names}. Delete them, or keep them locked away.</source>
        <translation>Còn {count} bản sao lưu chứa dữ liệu: {names}. Hãy xóa, hoặc cất giữ có khóa.</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>Export field package</source>
        <translation>Xuất gói thực địa</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>Makes a folder for work in the field with QField or on a second computer, without network: the addresses of a commune or an extent, the project with the map and the forms, and the photos. Copy the whole folder to the device, work there, and bring it back with "Import field package".

New houses are drawn in the field without a code; codes are given in the register only. Names and telephone numbers of people stay at home unless you ask for them with a reason and a recipient, which the register writes down; they may then be read in the field, not changed, and an import takes nothing of them. The codes in the package count as having left this computer.</source>
        <translation>Tạo một thư mục để làm việc ngoài thực địa bằng QField hoặc trên máy khác, không cần mạng: địa chỉ của một xã hoặc một vùng, dự án có bản đồ và biểu mẫu, cùng ảnh chụp. Chép nguyên thư mục sang thiết bị, làm việc trên đó, rồi đưa về bằng “Nhập gói thực địa”.

Nhà mới được vẽ ngoài thực địa mà không có mã; mã chỉ được cấp trong sổ gốc. Họ tên, số điện thoại không đi theo gói, trừ khi bạn yêu cầu kèm lý do và người nhận; sổ ghi lại việc đó; khi ấy ngoài thực địa chỉ xem được, không sửa được, và lần nhập không nhận gì từ đó. Các mã trong gói được coi là đã ra khỏi máy này.</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>address,register,field,QField,mobile,offline,package,export,commune</source>
        <translation>địa chỉ,sổ,thực địa,QField,di động,ngoại tuyến,gói,xuất,xã</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <location filename="../publish/certificate_words.py"/>
        <source>Extent</source>
        <translation>Phạm vi</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>Only the addresses in this rectangle. Empty: wherever they lie.</source>
        <translation>Chỉ lấy địa chỉ trong hình chữ nhật này. Để trống: lấy mọi nơi.</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <location filename="../processing/publication.py"/>
        <source>Only the addresses of this commune. Empty: of all communes.</source>
        <translation>Chỉ lấy địa chỉ của xã, phường này. Để trống: lấy tất cả.</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <location filename="../processing/import_field_package.py"/>
        <location filename="../ui/field_step.py"/>
        <source>Folder of the package</source>
        <translation>Thư mục gói</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>A new or empty folder. A package that stands is never written over.</source>
        <translation>Thư mục mới hoặc trống. Không bao giờ ghi đè gói đã có.</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>The photos that the addresses name, where they lie below the register's folder.</source>
        <translation>Ảnh gắn với các địa chỉ, nếu nằm trong thư mục chứa sổ.</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>Personal data: only if the work cannot be done without; a reason is asked for. In the field they can be read, not changed: new people are entered in the register.</source>
        <translation>Dữ liệu cá nhân: chỉ khi không có thì không làm được việc; phải ghi lý do. Ngoài thực địa chỉ xem được, không sửa được: người mới được nhập trong sổ.</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>Why people go along</source>
        <translation>Lý do mang theo thông tin người liên quan</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>Written into the register's log.</source>
        <translation>Được ghi vào nhật ký của sổ.</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>Who gets the package</source>
        <translation>Người nhận gói</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>Written into the register's log; needed where people go along.</source>
        <translation>Được ghi vào nhật ký của sổ; bắt buộc khi mang theo thông tin người liên quan.</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>Addresses in the package</source>
        <translation>Số địa chỉ trong gói</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>Project of the package</source>
        <translation>Dự án của gói</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <location filename="../processing/export_package.py"/>
        <source>Number of the package</source>
        <translation>Số hiệu gói</translation>
    </message>
    <message>
        <location filename="../processing/export_field_package.py"/>
        <source>{path}: {count} addresses, {photos} photos</source>
        <translation>{path}: {count} địa chỉ, {photos} ảnh</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <location filename="../ui/differences_layer.py"/>
        <source>New</source>
        <translation>Mới</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Out of use</source>
        <translation>Ngừng sử dụng</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>The register has no commune with the code {code}. Write codes of five digits.</source>
        <translation>Sổ không có xã, phường nào mang mã {code}. Hãy ghi mã gồm 5 chữ số.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Export a package for the registry</source>
        <translation>Xuất gói gửi nền tảng địa chỉ số</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>For registries without an API: writes the submitted addresses that were edited since the last answer into a zip file, with a manifest (running number, digests), a signature, and a plain XLSX sheet per commune and recipient that the post office or the police can open and answer. The answers come back through "Import a receipt". Records that lack a basic field, have open errors or a telephone number in a text are not sent and are listed with the reason. Personal data is never in it. What is in a package waits for its answer; later edits leave in a later package. The signature proves that whoever made the file has the shared key and that nothing was changed since; it does not hide the content.</source>
        <translation>Dùng khi hệ thống chưa có cổng kết nối (API): ghi các địa chỉ đã gửi đi và có thay đổi từ lần trả lời trước vào một tệp zip, kèm bản kê (số thứ tự, mã kiểm tra), chữ ký, và mỗi xã, mỗi nơi nhận một bảng XLSX để bưu điện hoặc công an mở và trả lời. Kết quả được đưa trở lại bằng "Nhập kết quả trả lời". Bản ghi thiếu thông tin cơ bản, còn lỗi rà soát hoặc có số điện thoại trong nội dung thì không được gửi và được liệt kê kèm lý do. Không bao giờ có dữ liệu cá nhân. Bản ghi đã vào gói thì chờ trả lời; sửa đổi sau đó đi trong gói sau. Chữ ký cho biết người tạo tệp giữ khóa chung và nội dung không bị sửa từ đó; chữ ký không che nội dung.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>address,register,package,sync,offline,registry,post office,police,sheet</source>
        <translation>địa chỉ,sổ,gói,đồng bộ,ngoại tuyến,nền tảng,bưu điện,công an,bảng</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Codes of communes with commas between them. Empty: all.</source>
        <translation>Mã các xã, cách nhau bằng dấu phẩy. Để trống: tất cả.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <location filename="../ui/sync_packages.py"/>
        <source>Sheets for</source>
        <translation>Bảng cho</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Who gets a sheet per commune to answer. None: only the data for a registry.</source>
        <translation>Nơi nhận bảng theo từng xã để trả lời. Không chọn: chỉ có dữ liệu cho nền tảng.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Submit complete records</source>
        <translation>Gửi luôn các bản ghi đã đủ</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Created records that are complete and without errors are submitted and leave, too.</source>
        <translation>Các bản ghi đã tạo lập, đủ thông tin và không còn lỗi cũng được chuyển sang đã gửi và đưa vào gói.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Key to sign with</source>
        <translation>Khóa để ký</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>A configuration of QGIS's authentication of the kind Basic, whose password is the key that you share with the registry. Empty: the one named “diachiso”.</source>
        <translation>Một cấu hình xác thực của QGIS loại Basic, mật khẩu là khóa chung với nền tảng. Để trống: cấu hình tên “diachiso”.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Send a lost package again</source>
        <translation>Gửi lại gói bị thất lạc</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Number of a package that never arrived: its unanswered records leave once more.</source>
        <translation>Số của gói không đến nơi: các bản ghi chưa được trả lời của gói đó được gửi lại.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <location filename="../processing/sync_register.py"/>
        <source>Go on with a restored register</source>
        <translation>Tiếp tục với sổ đã phục hồi</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>The register is an older copy than the last package that left from it, and that is meant so: the numbers of packages go on from there.</source>
        <translation>Sổ là bản cũ hơn gói cuối cùng đã xuất từ sổ, và đó là chủ ý: số gói được đánh tiếp từ gói đó.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Language of the sheets</source>
        <translation>Ngôn ngữ của các bảng</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <location filename="../processing/export_sheet.py"/>
        <source>vi or en. Empty: the language of QGIS.</source>
        <translation>vi hoặc en. Để trống: theo ngôn ngữ của QGIS.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <location filename="../ui/sync_packages.py"/>
        <location filename="../ui/sync_words.py"/>
        <source>Package</source>
        <translation>Gói dữ liệu</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <location filename="../ui/sync_packages.py"/>
        <source>Packages (*.zip)</source>
        <translation>Gói dữ liệu (*.zip)</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>The zip file to send.</source>
        <translation>Tệp zip để gửi đi.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <location filename="../processing/sync_register.py"/>
        <source>Records not sent</source>
        <translation>Bản ghi chưa gửi</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>One row per record that was held back, with the reason.</source>
        <translation>Mỗi bản ghi bị giữ lại một dòng, kèm lý do.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Records in the package</source>
        <translation>Số bản ghi trong gói</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Records submitted with it</source>
        <translation>Số bản ghi được chuyển sang đã gửi</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Records held back</source>
        <translation>Số bản ghi bị giữ lại</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Edited records that wait for an answer</source>
        <translation>Số bản ghi đã sửa còn chờ trả lời</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Sheets in the package</source>
        <translation>Số bảng trong gói</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Package {number}: {count} records, {sheets} sheets, {path}</source>
        <translation>Gói số {number}: {count} bản ghi, {sheets} bảng, {path}</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>Nothing leaves, and no file was made: no submitted record was edited since the last answer. Submit records that are complete, or switch on “Submit complete records”.</source>
        <translation>Không có gì để gửi nên không tạo tệp: từ lần trả lời trước không có bản ghi đã gửi nào thay đổi. Hãy gửi các bản ghi đã đủ thông tin, hoặc bật “Gửi luôn các bản ghi đã đủ”.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>More records wait than a package takes: export another one.</source>
        <translation>Còn nhiều bản ghi hơn một gói có thể chứa: hãy xuất thêm một gói nữa.</translation>
    </message>
    <message>
        <location filename="../processing/export_package.py"/>
        <source>{count} records were held back; the first of them, each with the reason:</source>
        <translation>Giữ lại {count} hồ sơ; những hồ sơ đầu tiên, kèm lý do:</translation>
    </message>
    <message>
        <location filename="../processing/export_sheet.py"/>
        <source>Export sheets for communes</source>
        <translation>Xuất bảng thu thập cho xã, phường</translation>
    </message>
    <message>
        <location filename="../processing/export_sheet.py"/>
        <source>Writes an XLSX file per commune with one row per address, for the commune to complete: lists to choose from, codes and verified values locked, help at each cell. Names and telephone numbers of people are never in it. The filled file comes back through "Import collected sheets". The codes in the sheets count as having left this computer: after an undo they are not given again. Files that are in the folder already stay.</source>
        <translation>Tạo cho mỗi xã, phường một tệp XLSX, mỗi địa chỉ một dòng, để xã, phường điền bổ sung: có danh sách để chọn, mã và giá trị đã xác thực được khóa, mỗi ô có hướng dẫn. Bảng không bao giờ chứa họ tên, số điện thoại của người dân. Tệp đã điền được đưa trở lại bằng công cụ “Nhập bảng thu thập”. Các mã có trong bảng coi như đã rời khỏi máy này: sau khi hoàn tác, chúng không được cấp lại. Những tệp đã có trong thư mục được giữ nguyên.</translation>
    </message>
    <message>
        <location filename="../processing/export_sheet.py"/>
        <source>address,register,sheet,xlsx,excel,commune,collect,export</source>
        <translation>địa chỉ,sổ,bảng,xlsx,excel,xã,phường,thu thập,xuất</translation>
    </message>
    <message>
        <location filename="../processing/export_sheet.py"/>
        <source>Only the addresses of this commune. Empty: a file for each commune.</source>
        <translation>Chỉ lấy địa chỉ của xã, phường này. Để trống: mỗi xã, phường một tệp.</translation>
    </message>
    <message>
        <location filename="../processing/export_sheet.py"/>
        <source>Language of the sheet</source>
        <translation>Ngôn ngữ của bảng</translation>
    </message>
    <message>
        <location filename="../processing/export_sheet.py"/>
        <location filename="../ui/sheets_step.py"/>
        <source>Folder for the sheets</source>
        <translation>Thư mục chứa các bảng</translation>
    </message>
    <message>
        <location filename="../processing/export_sheet.py"/>
        <source>A folder; or the name of one .xlsx file for everything.</source>
        <translation>Một thư mục; hoặc tên một tệp .xlsx chứa tất cả.</translation>
    </message>
    <message>
        <location filename="../processing/export_sheet.py"/>
        <source>Addresses in the sheets</source>
        <translation>Số địa chỉ trong các bảng</translation>
    </message>
    <message>
        <location filename="../processing/export_sheet.py"/>
        <source>Files</source>
        <translation>Số tệp</translation>
    </message>
    <message>
        <location filename="../processing/export_sheet.py"/>
        <location filename="../processing/server_project.py"/>
        <source>{path}: {count} addresses</source>
        <translation>{path}: {count} địa chỉ</translation>
    </message>
    <message>
        <location filename="../processing/expressions.py"/>
        <source>What the address register knows of a written address, or of a code, as a map: verdict (exact, partial, ambiguous, none), score, differs, candidates, code, address, name, commune, lon, lat.&lt;br&gt;dcs_verify(address [, register])&lt;br&gt;dcs_verify('12 tran phu, nha trang')['code']</source>
        <translation>Sổ địa chỉ biết gì về một địa chỉ hoặc mã, trả về dạng map: verdict (exact, partial, ambiguous, none), score, differs, candidates, code, address, name, commune, lon, lat.&lt;br&gt;dcs_verify(địa_chỉ [, sổ])&lt;br&gt;dcs_verify('12 tran phu, nha trang')['code']</translation>
    </message>
    <message>
        <location filename="../processing/expressions.py"/>
        <source>The address of a place by the address register, as a map: way (building, parcel, nearest, across, commune, none), code, address, commune, distance in metres.&lt;br&gt;dcs_reverse(geometry, crs [, max_distance [, register]])&lt;br&gt;dcs_reverse($geometry, @layer_crs)['address']</source>
        <translation>Địa chỉ của một điểm theo sổ địa chỉ, trả về dạng map: way (building, parcel, nearest, across, commune, none), code, address, commune, distance tính bằng mét.&lt;br&gt;dcs_reverse(hình_học, hệ_tọa_độ [, khoảng_cách_lớn_nhất [, sổ]])&lt;br&gt;dcs_reverse($geometry, @layer_crs)['address']</translation>
    </message>
    <message>
        <location filename="../processing/expressions.py"/>
        <source>There is no address register in this project. Write the register's path as the last argument.</source>
        <translation>Dự án này không có sổ địa chỉ. Hãy ghi đường dẫn của sổ làm tham số cuối.</translation>
    </message>
    <message>
        <location filename="../processing/expressions.py"/>
        <source>“{crs}” is no coordinate reference system. Write it as 'EPSG:9217', or use @layer_crs.</source>
        <translation>“{crs}” không phải là hệ tọa độ. Hãy viết như 'EPSG:9217', hoặc dùng @layer_crs.</translation>
    </message>
    <message>
        <location filename="../processing/expressions.py"/>
        <source>“{distance}” is no distance. Write how far to look in metres, such as 50.</source>
        <translation>“{distance}” không phải là khoảng cách. Hãy ghi bán kính tìm theo mét, ví dụ 50.</translation>
    </message>
    <message>
        <location filename="../processing/expressions.py"/>
        <source>The search of this register is being prepared in the background. Ask once more in a moment.</source>
        <translation>Dữ liệu tìm kiếm của sổ địa chỉ này đang được chuẩn bị ở chế độ nền. Hãy thử lại sau giây lát.</translation>
    </message>
    <message>
        <location filename="../processing/field_choice.py"/>
        <source>The field {field} of the layer {layer} seems to hold personal data (owner, identity card, phone …), which have no place in plans and addresses. Choose another field, or none.</source>
        <translation>Trường {field} của lớp {layer} có vẻ chứa dữ liệu cá nhân (chủ sở hữu, căn cước, điện thoại …), không được đưa vào kế hoạch và địa chỉ. Hãy chọn trường khác, hoặc để trống.</translation>
    </message>
    <message>
        <location filename="../processing/field_choice.py"/>
        <source>The layer uses {field} as ID.</source>
        <translation>Dùng trường {field} làm mã đối tượng.</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <source>Handover bag of a settlement</source>
        <translation>Túi bàn giao thôn</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <source>Makes what the head of a settlement takes from door to door: a map (A3) on which each recipient has a number, the slips with code and QR code, and the list that recipients sign, with a QR code per row that is scanned when a notice was handed over. The list comes as a table, too, to be filled in ("Results of notices" takes the scans and the table). What was made for whom is written down, and the export is recorded.</source>
        <translation>Tạo bộ hồ sơ để trưởng thôn đi từng nhà: bản đồ A3 đánh số từng người nhận, phiếu thông báo có mã và mã QR, và danh sách ký nhận có mã QR từng dòng để quét khi đã giao. Danh sách còn có dạng bảng tính để điền kết quả ("Kết quả thông báo" nhận cả mã quét lẫn bảng tính). Việc giao cho ai được ghi vào sổ và lần xuất dữ liệu được ghi lại.</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <source>notice,handover,settlement,village,list,signature,map,slip</source>
        <translation>thông báo,bàn giao,thôn,danh sách,ký nhận,bản đồ,phiếu</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <source>Its name in any spelling, such as thôn Phước Thượng.</source>
        <translation>Tên thôn viết kiểu nào cũng được, ví dụ thôn Phước Thượng.</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../publish/plaque_lists.py"/>
        <location filename="../publish/report_words.py"/>
        <location filename="../ui/blocks_table.py"/>
        <location filename="../ui/completeness_box.py"/>
        <location filename="../ui/layer_roles.py"/>
        <location filename="../ui/plan_model.py"/>
        <location filename="../ui/review_filters.py"/>
        <location filename="../ui/targets_box.py"/>
        <source>Commune</source>
        <translation>Xã, phường</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <source>Code or name; needed where several communes have a settlement of that name.</source>
        <translation>Mã hoặc tên; cần khi nhiều xã có thôn trùng tên.</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <location filename="../processing/print_notices.py"/>
        <source>Tell again</source>
        <translation>Thông báo lại</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <location filename="../processing/print_notices.py"/>
        <source>Also addresses of which somebody has been told already.</source>
        <translation>Cả địa chỉ đã có người được thông báo.</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <location filename="../processing/print_notices.py"/>
        <source>Day of issue</source>
        <translation>Ngày ban hành</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <location filename="../processing/notice_results.py"/>
        <location filename="../processing/print_notices.py"/>
        <location filename="../processing/retention_report.py"/>
        <source>Like 2027-12-31; today if empty.</source>
        <translation>Ví dụ 2027-12-31; để trống là hôm nay.</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <location filename="../ui/publish_notices.py"/>
        <source>Folder for the bag</source>
        <translation>Thư mục cho túi bàn giao</translation>
    </message>
    <message>
        <location filename="../processing/handover_kit.py"/>
        <source>Gets map, slips and list as PDF, and the list as XLSX.</source>
        <translation>Chứa bản đồ, phiếu và danh sách dạng PDF, cùng danh sách dạng XLSX.</translation>
    </message>
    <message>
        <location filename="../processing/hit_layer.py"/>
        <source>The list of what was found cannot be written ({problem}). Check the free space and that no other program has it open, or choose another file.</source>
        <translation>Không ghi được danh sách kết quả ({problem}). Kiểm tra dung lượng trống, đóng chương trình khác đang mở tệp này, hoặc chọn tệp khác.</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Fields filled in that were empty</source>
        <translation>Số ô bổ sung (trước đó để trống)</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Fields changed</source>
        <translation>Số ô thay đổi</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Fields for a person: edited in the register since, or told differently by two rows</source>
        <translation>Trường cần người xem xét: đã được sửa trong sổ sau đó, hoặc hai dòng ghi khác nhau</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Cells and rows not taken</source>
        <translation>Số ô và dòng không được nhận</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Cells that say what the register says</source>
        <translation>Số ô giống trong sổ</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Rows read</source>
        <translation>Số dòng đã đọc</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>{path} was made from another register. Nothing was written. Choose the register that the sheet comes from.</source>
        <translation>{path} được xuất từ một sổ khác. Chưa ghi gì vào sổ. Hãy chọn đúng sổ đã xuất bảng này.</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>{count} cells were emptied in the sheet; the register keeps what it says there. Switch on "Emptied cells empty the field" if that is meant.</source>
        <translation>{count} ô đã bị xóa trắng trong bảng; sổ vẫn giữ giá trị cũ. Nếu chủ ý xóa, hãy bật “Ô bị xóa trắng thì xóa giá trị”.</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Columns of a field that another column has given already, not read: {columns}. Leave one column of each.</source>
        <translation>Các cột trùng với một trường đã có ở cột khác nên không đọc: {columns}. Hãy chỉ để lại một cột cho mỗi trường.</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Columns that mean no field of the register, not read: {columns}</source>
        <translation>Những cột không ứng với trường nào của sổ, không được đọc: {columns}</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <location filename="../ui/labels.py"/>
        <source>Import collected sheets</source>
        <translation>Nhập bảng thu thập</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Reads a sheet that a commune has filled in (XLSX, XLS, ODS or CSV, with what Excel does to zeros, dates and letters) and compares it with the register field by field. Rows find their address by code, hidden id or address text. What was edited in the register since the sheet was made is a conflict for a person; what has been submitted or verified is never overwritten; empty cells change nothing; columns with people are not read. Start with a dry run and look at the differences, then apply: either everything is written or nothing. A verified backup is made first, and the import can be undone.</source>
        <translation>Đọc bảng mà xã, phường đã điền (XLSX, XLS, ODS hoặc CSV, kể cả khi Excel làm mất số 0 ở đầu, đổi số thành ngày, lỗi phông chữ) và so với sổ theo từng trường. Mỗi dòng tìm địa chỉ của mình theo mã, định danh ẩn hoặc địa chỉ đầy đủ. Trường đã được sửa trong sổ sau khi xuất bảng là xung đột, cần xem xét; hồ sơ đã gửi hoặc đã xác thực không bao giờ bị ghi đè; ô trống không làm thay đổi gì; cột chứa thông tin về người không được đọc. Hãy chạy thử trước, xem các khác biệt rồi mới ghi: ghi tất cả hoặc không ghi gì. Trước khi ghi có bản sao lưu đã kiểm tra, và có thể hoàn tác lần nhập này.</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>address,register,sheet,xlsx,csv,excel,commune,collected,import</source>
        <translation>địa chỉ,sổ,bảng,xlsx,csv,excel,xã,phường,thu thập,nhập</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Filled sheet</source>
        <translation>Bảng đã điền</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <location filename="../ui/sheets_step.py"/>
        <source>Tables (*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.XLSX *.CSV)</source>
        <translation>Bảng (*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.XLSX *.CSV)</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>The file as it came back from the commune.</source>
        <translation>Tệp do xã, phường gửi lại.</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Emptied cells empty the field</source>
        <translation>Ô bị xóa trắng thì xóa giá trị</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>Only in sheets made here, where the cell was filled when the sheet was made.</source>
        <translation>Chỉ với bảng do phần mềm này xuất, khi ô đã có giá trị lúc xuất.</translation>
    </message>
    <message>
        <location filename="../processing/import_collected.py"/>
        <source>importing a sheet</source>
        <translation>nhập bảng thu thập</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>New addresses</source>
        <translation>Địa chỉ mới</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>Addresses moved (among those changed)</source>
        <translation>Địa chỉ dời vị trí (trong số có thay đổi)</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>Values edited in the register since, for a person</source>
        <translation>Giá trị đã được sửa trong sổ sau đó, cần người quyết định</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>Values and rows not taken</source>
        <translation>Giá trị và dòng không được nhận</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>Addresses deleted in the package (reported only)</source>
        <translation>Địa chỉ bị xóa trong gói (chỉ báo lại)</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>Addresses that stay as they are</source>
        <translation>Địa chỉ giữ nguyên</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>Plaques more than 50 m from their address (taken, to be looked at)</source>
        <translation>Biển cách địa chỉ trên 50 m (đã nhận, cần xem lại)</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>Fields that the package no longer has, so that nothing is known of them: {columns}</source>
        <translation>Các trường không còn trong gói nên không biết có thay đổi hay không: {columns}</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>{count} records of people were changed in the package. They are not taken from there: enter them in the register, or with "Take persons into the register".</source>
        <translation>{count} hồ sơ cá nhân đã bị sửa trong gói. Không lấy từ gói: hãy nhập trong sổ, hoặc bằng công cụ “Đưa người liên quan vào sổ”.</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <location filename="../ui/labels.py"/>
        <source>Import field package</source>
        <translation>Nhập gói thực địa</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>Brings the folder back that "Export field package" made and people have worked in, with QField, QGIS or any other program. What was changed is told field by field from the copy that the package carries: changed fields, moved positions, new addresses, notices and plaques, new photos. What was edited in the register since is a conflict for a person; what has been submitted or verified is never overwritten; nothing is deleted; codes are never taken from a package, so new addresses come without one and get it from "Assign codes". Nor are people taken: personal data come into the register by its own form or by "Take persons into the register" only, on a legal basis; changes that another program made are counted and told.

Start with a dry run and look at the differences, then apply: either everything is written or nothing. A verified backup is made first, and the import can be undone. Importing a package twice changes nothing.</source>
        <translation>Đưa về thư mục do “Xuất gói thực địa” tạo ra và đã được sửa bằng QField, QGIS hoặc chương trình khác. Thay đổi được xác định theo từng trường, so với bản gốc đi kèm gói: trường sửa đổi, vị trí dời, địa chỉ mới, thông báo và biển, ảnh mới. Nội dung đã được sửa trong sổ sau khi xuất gói là xung đột, để người quyết định; hồ sơ đã gửi hoặc đã xác thực không bao giờ bị ghi đè; không xóa gì; không bao giờ nhận mã từ gói, nên địa chỉ mới chưa có mã và được cấp bằng “Gán mã”. Thông tin về người cũng không được nhận: dữ liệu cá nhân chỉ vào sổ qua biểu mẫu của sổ hoặc “Đưa người liên quan vào sổ”, theo căn cứ pháp lý; phần mà chương trình khác đã sửa được đếm và báo lại.

Hãy chạy thử và xem các khác biệt trước, rồi mới ghi: ghi tất cả hoặc không ghi gì. Sổ được sao lưu và kiểm tra trước, và lần nhập có thể hoàn tác. Nhập cùng một gói hai lần không làm thay đổi gì thêm.</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>address,register,field,QField,mobile,offline,package,import,photo</source>
        <translation>địa chỉ,sổ,thực địa,QField,di động,ngoại tuyến,gói,nhập,ảnh</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>The whole folder as it came back from the field.</source>
        <translation>Nguyên thư mục mang từ thực địa về.</translation>
    </message>
    <message>
        <location filename="../processing/import_field_package.py"/>
        <source>importing a field package</source>
        <translation>đang nhập gói thực địa</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <location filename="../processing/land/report_html.py"/>
        <source>Features read</source>
        <translation>Đối tượng đã đọc</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <location filename="../processing/land/report_html.py"/>
        <source>Features written</source>
        <translation>Đối tượng đã ghi</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <location filename="../processing/land/report_html.py"/>
        <source>Features left out</source>
        <translation>Đối tượng bỏ qua</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Outlines mended</source>
        <translation>Đường bao đã sửa</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Features whose parts became objects of their own</source>
        <translation>Đối tượng được tách thành nhiều đối tượng</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <location filename="../processing/land/report_html.py"/>
        <source>Values decoded</source>
        <translation>Giá trị đã chuyển mã</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <location filename="../processing/land/report_html.py"/>
        <source>Values with something personal in them, hidden</source>
        <translation>Số giá trị có dữ liệu cá nhân đã được che</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <location filename="../processing/land/report_html.py"/>
        <source>Personal fields left out</source>
        <translation>Trường cá nhân bị loại bỏ</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Import layer</source>
        <translation>Nhập lớp</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Makes a clean layer out of a land layer as it is: texts in Unicode, fields under the names that the address register knows, outlines mended, repeated vertices and heights removed, personal data left out, the original id and number of each feature kept (source_id, source_fid). Only what is certain is done by itself; coordinates are transformed only where another CRS is asked for. A feature that cannot be used is left out with its reason, and the rest goes on. The output appears only when it is whole. Importing an imported layer changes nothing.</source>
        <translation>Tạo một lớp sạch từ lớp đất đai như hiện có: chữ theo Unicode, trường mang tên mà sổ địa chỉ biết, đường bao được sửa, bỏ đỉnh trùng và độ cao, bỏ dữ liệu cá nhân, giữ mã và số thứ tự gốc của từng đối tượng (source_id, source_fid). Chỉ tự làm điều chắc chắn; tọa độ chỉ được chuyển khi yêu cầu hệ tọa độ khác. Đối tượng không dùng được thì bỏ qua kèm lý do, phần còn lại vẫn tiếp tục. Kết quả chỉ xuất hiện khi đã trọn vẹn. Nhập lại lớp đã nhập không thay đổi gì.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>import,convert,encoding,font,TCVN3,VNI,VN-2000,geometry,mend</source>
        <translation>nhập,chuyển đổi,bảng mã,phông chữ,TCVN3,VNI,VN-2000,hình học,sửa</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <location filename="../processing/land/report_html.py"/>
        <location filename="../processing/plan_algorithm.py"/>
        <source>The layer holds</source>
        <translation>Lớp gồm</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>auto: what its name and fields say. It decides what general field names mean.</source>
        <translation>auto: theo tên lớp và tên trường. Điều này quyết định nghĩa của các tên trường chung chung.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Encoding of the texts</source>
        <translation>Bảng mã của chữ</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>auto: told field by field from the texts themselves. Another one is applied to all fields; nfc leaves texts as they are.</source>
        <translation>auto: nhận ra theo từng trường từ chính nội dung chữ. Bảng mã khác được áp cho mọi trường; nfc giữ nguyên chữ.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>CRS of the layer</source>
        <translation>Hệ tọa độ của lớp</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Only where the layer states none or a wrong one; coordinates stay as they are. "Diagnose layer" says which one fits.</source>
        <translation>Chỉ khi lớp không khai hoặc khai sai hệ tọa độ; tọa độ giữ nguyên. “Chẩn đoán lớp” cho biết hệ nào phù hợp.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>CRS of the output</source>
        <translation>Hệ tọa độ của kết quả</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Coordinates are transformed only where this is given. Empty: the layer's own CRS.</source>
        <translation>Tọa độ chỉ được chuyển khi chọn mục này. Để trống: theo hệ tọa độ của lớp.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Field map</source>
        <translation>Bảng ghép trường</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>JSON such as {"SoTo": "map_sheet", "GhiChu": ""} or the path of such a file: field of the layer, then its new name; an empty name leaves it out. Fields that are not named are recognised by their names or kept. Empty: the map last used for a layer of the same structure.</source>
        <translation>JSON dạng {"SoTo": "map_sheet", "GhiChu": ""} hoặc đường dẫn tới tệp như vậy: trường của lớp, rồi tên mới; tên rỗng là bỏ trường. Trường không nêu thì nhận ra theo tên hoặc giữ nguyên. Để trống: bảng ghép đã dùng lần trước cho lớp cùng cấu trúc.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Remember the field map</source>
        <translation>Ghi nhớ bảng ghép trường</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Kept in your QGIS profile (names of fields only) for layers of the same structure.</source>
        <translation>Lưu trong hồ sơ QGIS của bạn (chỉ tên trường) để dùng cho lớp cùng cấu trúc.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Make parts objects of their own</source>
        <translation>Tách các phần thành đối tượng riêng</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>apart: only features with a part farther from the others than the distance below, as houses of a whole hamlet in one feature; a parcel cut by a lane stays one. always and never say it for all.</source>
        <translation>apart: chỉ đối tượng có phần cách các phần khác xa hơn khoảng cách dưới đây, như nhà của cả xóm trong một đối tượng; thửa đất bị ngõ cắt qua vẫn là một. always và never áp cho tất cả.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Distance between parts (m)</source>
        <translation>Khoảng cách giữa các phần (m)</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Parts farther apart than this are objects of their own.</source>
        <translation>Các phần cách nhau xa hơn mức này là đối tượng riêng.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Exchange X and Y</source>
        <translation>Hoán đổi X và Y</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Where X holds northings, as Vietnamese tables write them.</source>
        <translation>Khi X là tọa độ hướng bắc, như cách ghi của bảng tọa độ Việt Nam.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Multiply coordinates by</source>
        <translation>Nhân tọa độ với</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Where the file counts in another unit than its CRS, such as millimetres (0.001).</source>
        <translation>Khi tệp dùng đơn vị khác với hệ tọa độ, chẳng hạn milimét (0.001).</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Leave out duplicates</source>
        <translation>Bỏ đối tượng trùng lặp</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Features equal to an earlier one in outline and every attribute but the id.</source>
        <translation>Đối tượng trùng với đối tượng trước về đường bao và mọi thuộc tính, trừ mã.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>Imported layer</source>
        <translation>Lớp đã nhập</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>A GeoPackage is best. An existing file is replaced only when the new one is whole.</source>
        <translation>Tốt nhất là GeoPackage. Tệp sẵn có chỉ được thay khi tệp mới đã trọn vẹn.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>What was done and what is left to look at; it shows no personal data.</source>
        <translation>Đã làm gì và còn gì cần xem; không hiển thị dữ liệu cá nhân.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>The field map last used for a layer of this structure is used again.</source>
        <translation>Dùng lại bảng ghép trường đã dùng lần trước cho lớp cùng cấu trúc.</translation>
    </message>
    <message>
        <location filename="../processing/import_layer.py"/>
        <source>The field {field} is left out: personal data.</source>
        <translation>Trường {field} được loại bỏ: dữ liệu cá nhân.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Choose the field with the names, the field with the phones, or both.</source>
        <translation>Hãy chọn trường chứa họ tên, trường chứa số điện thoại, hoặc cả hai.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Choose the legal basis on which the register may hold these persons: law, consent or other.</source>
        <translation>Hãy chọn căn cứ pháp lý để sổ được lưu những người này: law (pháp luật), consent (đồng ý) hoặc other (khác).</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>The layer {layer} has no field that names its objects as the register knows them. Choose the ID field with which their codes were assigned (source_id of an imported layer).</source>
        <translation>Lớp {layer} không có trường nào gọi tên đối tượng như sổ địa chỉ số đã biết. Hãy chọn trường ID đã dùng khi gán mã (source_id nếu là lớp đã nhập).</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>The field {field} holds numbers of identity papers. They have no place in the register: choose another field.</source>
        <translation>Trường {field} chứa số giấy tờ tùy thân. Sổ địa chỉ số không lưu loại số này: hãy chọn trường khác.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>The names in the field {field} seem to be in an old font, but not for certain. Turn the layer's texts into Unicode first.</source>
        <translation>Tên trong trường {field} có vẻ được gõ bằng phông chữ cũ nhưng chưa chắc chắn. Hãy chuyển chữ của lớp sang Unicode trước.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>“{text}” is no day. Write the last day of keeping as 2031-12-31.</source>
        <translation>“{text}” không phải là ngày. Hãy ghi ngày lưu cuối cùng theo dạng 2031-12-31.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Persons added</source>
        <translation>Số người được thêm</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <location filename="../processing/match_codes.py"/>
        <source>Known already</source>
        <translation>Đã có trong sổ</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Another person is known: nothing is written over it</source>
        <translation>Sổ đã có người khác: không ghi đè</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>No address for the object</source>
        <translation>Đối tượng chưa có địa chỉ</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Neither name nor phone</source>
        <translation>Không có cả họ tên lẫn điện thoại</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Take persons into the register</source>
        <translation>Đưa người liên quan vào sổ</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Importing a land layer leaves its personal data out. Where the law or the person's consent allows it, this takes names and phones of owners or users into the register's table of persons, once the layer's objects have their addresses. A legal basis must be chosen; nothing is preset. Numbers of identity papers are never taken. Nothing is written over a person who is known already. Start with a dry run.</source>
        <translation>Khi nhập lớp đất đai, dữ liệu cá nhân bị bỏ lại. Nếu pháp luật hoặc sự đồng ý của chủ thể cho phép, công cụ này đưa họ tên và số điện thoại của chủ sở hữu hoặc người sử dụng vào bảng người liên quan của sổ, sau khi các đối tượng của lớp đã có địa chỉ. Phải chọn căn cứ pháp lý; không có sẵn căn cứ nào. Không bao giờ lấy số giấy tờ tùy thân. Không ghi đè lên người đã có trong sổ. Hãy chạy thử trước.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>person,owner,phone,personal data,import</source>
        <translation>người,chủ sở hữu,điện thoại,dữ liệu cá nhân,nhập</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Land layer as the office has it</source>
        <translation>Lớp đất đai nguyên trạng của cơ quan</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>The buildings or parcels that have their codes, with the columns of their owners.</source>
        <translation>Nhà hoặc thửa đất đã được gán mã, còn các cột về chủ sở hữu.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>The field by which the register knows the objects. Empty: found by its name.</source>
        <translation>Trường mà sổ dùng để nhận ra đối tượng. Để trống: tìm theo tên trường.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Field with the names</source>
        <translation>Trường chứa họ tên</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Empty: no names are taken.</source>
        <translation>Để trống: không lấy họ tên.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Field with the phones</source>
        <translation>Trường chứa số điện thoại</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Empty: no phones are taken.</source>
        <translation>Để trống: không lấy số điện thoại.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>They are</source>
        <translation>Họ là</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>owner, legal representative of an organisation, or user or manager.</source>
        <translation>owner: chủ sở hữu; representative: người đại diện theo pháp luật của tổ chức; user: người sử dụng hoặc quản lý.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <location filename="../processing/share_data.py"/>
        <location filename="../publish/share_sheet.py"/>
        <source>Legal basis</source>
        <translation>Căn cứ pháp lý</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>law, consent (with proof of it), or other. It must be chosen.</source>
        <translation>law: theo pháp luật; consent: có sự đồng ý (kèm bằng chứng); other: căn cứ khác. Bắt buộc phải chọn.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Keep until (yyyy-mm-dd)</source>
        <translation>Lưu đến ngày (yyyy-mm-dd)</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>The last day on which the data may be kept. Empty: not limited.</source>
        <translation>Ngày cuối cùng được lưu dữ liệu. Để trống: không giới hạn.</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Dry run: count only</source>
        <translation>Chạy thử: chỉ đếm</translation>
    </message>
    <message>
        <location filename="../processing/import_persons.py"/>
        <source>Count and write nothing.</source>
        <translation>Chỉ đếm, không ghi gì.</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Records accepted</source>
        <translation>Số bản ghi được chấp nhận</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Of these issued, with their code</source>
        <translation>Trong đó đã được cấp mã</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Records rejected</source>
        <translation>Số bản ghi bị từ chối</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Answers to what this register has not sent</source>
        <translation>Số trả lời cho nội dung sổ này không gửi</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Answers for a person: they contradict what is known</source>
        <translation>Số trả lời cần người xem: trái với thông tin đã có</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Answers that nobody can understand</source>
        <translation>Số trả lời không hiểu được</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Answers that were known already</source>
        <translation>Số trả lời đã biết từ trước</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Rows without an answer</source>
        <translation>Số dòng chưa trả lời</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Import a receipt</source>
        <translation>Nhập kết quả trả lời</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Takes the answers to packages back: a signed receipt of the registry (zip), or the sheet that a post office, the police or a commune has filled in (XLSX, XLS, ODS or CSV, with what Excel does to zeros and numbers). Accepted records become verified, with a code issued; rejected ones go back with the reason. Issued codes enter the register and replace provisional keys. The signature is verified before anything is read. A receipt of another register is refused, one that was taken before changes nothing, and what contradicts an earlier answer or a code that another address has is listed for a person. Start with a dry run and look at the differences, then apply: either everything is written or nothing. A verified backup is made first.</source>
        <translation>Đưa kết quả trả lời các gói vào sổ: tệp trả lời có chữ ký của nền tảng (zip), hoặc bảng mà bưu điện, công an, xã đã điền (XLSX, XLS, ODS hoặc CSV, kể cả khi Excel làm mất số 0 hay đổi số). Bản ghi được chấp nhận chuyển sang đã xác thực, có mã thì chuyển sang đã cấp; bản ghi bị từ chối được trả lại kèm lý do. Mã được cấp vào sổ và thay mã tạm. Chữ ký được kiểm tra trước khi đọc bất cứ nội dung nào. Tệp trả lời của sổ khác bị từ chối, tệp đã nhập rồi không làm thay đổi gì, còn trả lời trái với lần trước hoặc mã đã thuộc địa chỉ khác thì được liệt kê để người xem. Hãy chạy thử để xem khác biệt rồi mới áp dụng: hoặc ghi tất cả, hoặc không ghi gì. Trước khi ghi có một bản sao lưu đã kiểm tra.</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>address,register,package,receipt,sync,offline,registry,code,answer,import</source>
        <translation>địa chỉ,sổ,gói,kết quả,trả lời,đồng bộ,ngoại tuyến,nền tảng,mã,nhập</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Receipt or filled sheet</source>
        <translation>Tệp trả lời hoặc bảng đã điền</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <location filename="../ui/sync_packages.py"/>
        <source>Receipts and sheets (*.zip *.xlsx *.xlsm *.xls *.ods *.csv *.txt)</source>
        <translation>Phiếu phản hồi và bảng (*.zip *.xlsx *.xlsm *.xls *.ods *.csv *.txt)</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>The file as it came back.</source>
        <translation>Tệp đúng như khi nhận lại.</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>Key of the signature</source>
        <translation>Khóa của chữ ký</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>A configuration of QGIS's authentication of the kind Basic, whose password is the key that you share with the registry. Empty: the one named “diachiso”. A sheet needs none.</source>
        <translation>Một cấu hình xác thực của QGIS loại Basic, mật khẩu là khóa chung với nền tảng. Để trống: cấu hình tên “diachiso”. Bảng thì không cần khóa.</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>importing a receipt</source>
        <translation>đang nhập kết quả trả lời</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>This very file was taken before.</source>
        <translation>Chính tệp này đã được nhập trước đây.</translation>
    </message>
    <message>
        <location filename="../processing/import_receipt.py"/>
        <source>{count} answers were not taken; the differences say why.</source>
        <translation>{count} trả lời không được đưa vào; lý do có trong bảng khác biệt.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_file.py"/>
        <source>{file} is a DGN file of version 8, which QGIS cannot read. Open it in MicroStation, choose File &gt; Save As, type “MicroStation V7 DGN Files” or “DXF”, and import the new file.</source>
        <translation>{file} là tệp DGN phiên bản V8, QGIS không đọc được. Hãy mở tệp bằng MicroStation, chọn File &gt; Save As, kiểu “MicroStation V7 DGN Files” hoặc “DXF”, rồi nhập tệp mới.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_file.py"/>
        <source>{file} is a DWG file, which cannot be imported. Open it in your CAD program, save it as DXF (AutoCAD 2007 or later, ASCII), and import the new file.</source>
        <translation>{file} là tệp DWG, không nhập trực tiếp được. Hãy mở tệp bằng phần mềm CAD, lưu thành DXF (AutoCAD 2007 trở lên, dạng ASCII), rồi nhập tệp mới.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_file.py"/>
        <source>{file} is a binary DXF file. Save it once more as an ASCII DXF in your CAD program.</source>
        <translation>{file} là tệp DXF dạng nhị phân. Hãy lưu lại thành DXF dạng ASCII bằng phần mềm CAD.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_file.py"/>
        <source>{file} cannot be read as a DGN (version 7) or DXF file: {detail}. Check that it is whole, or save it once more in the CAD program.</source>
        <translation>Không đọc được {file} như tệp DGN (V7) hay DXF: {detail}. Hãy kiểm tra tệp có nguyên vẹn không, hoặc lưu lại bằng phần mềm CAD.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_reader.py"/>
        <source>{file} has no lines on the boundary levels of the CAD profile “{profile}” ({wanted}). Levels with lines: {found}. Put the right level into the profile under “boundary”.</source>
        <translation>{file} không có đường nào trên các level ranh thửa của cấu hình CAD “{profile}” ({wanted}). Các level có đường: {found}. Hãy khai báo đúng level ở mục “boundary” của cấu hình.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_reader.py"/>
        <source>{file} has no parcel numbers on the levels of the CAD profile “{profile}” ({wanted}). Levels with texts: {found}. Put the right level into the profile under “parcel”.</source>
        <translation>{file} không có số thửa trên các level của cấu hình CAD “{profile}” ({wanted}). Các level có chữ: {found}. Hãy khai báo đúng level ở mục “parcel” của cấu hình.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_reader.py"/>
        <source>{file} has texts on the parcel levels ({found}), but none is a parcel number as the CAD profile “{profile}” expects it; the first reads “{text}”, the pattern is {pattern}. Correct the “pattern” of the rule “parcel” in a profile of your own; a label of sheet and number takes a rule “sheet” for the same level as well.</source>
        <translation>{file} có chữ trên các level số thửa ({found}) nhưng không chữ nào là số thửa theo cấu hình CAD “{profile}”; chữ đầu tiên là “{text}”, mẫu (pattern) là {pattern}. Hãy sửa “pattern” của quy tắc “parcel” trong tệp cấu hình riêng; nếu nhãn gồm cả số tờ và số thửa, hãy thêm quy tắc “sheet” cho cùng level đó.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_source.py"/>
        <source>Level {level}: {what}; read as {role}.</source>
        <translation>Lớp vẽ {level}: {what}; đọc là {role}.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_source.py"/>
        <source>Level {level}: {what}; the profile does not name it, and it is not read.</source>
        <translation>Lớp vẽ {level}: {what}; bảng lớp vẽ không nêu nên không đọc.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_source.py"/>
        <source>Level {level} seems to hold personal data. It is not read, nor shown.</source>
        <translation>Lớp vẽ {level} có vẻ chứa dữ liệu cá nhân. Không đọc và không hiển thị.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_source.py"/>
        <source>A drawing says nothing of its CRS: give it for the import, VN-2000 of the province.</source>
        <translation>Bản vẽ không ghi hệ tọa độ: hãy chọn khi nhập, VN-2000 của tỉnh.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_source.py"/>
        <source>{text} At {place}.</source>
        <translation>{text} Tại {place}.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_source.py"/>
        <source>{text} At {place}. There are {count} of this kind, the others at: {others}.</source>
        <translation>{text} Tại {place}. Có tất cả {count} chỗ như vậy, các chỗ khác tại: {others}.</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_source.py"/>
        <location filename="../processing/land/diagnosis.py"/>
        <source>lines</source>
        <translation>đường</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_source.py"/>
        <source>closed outlines</source>
        <translation>đường khép kín</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_source.py"/>
        <source>texts</source>
        <translation>chữ</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_source.py"/>
        <location filename="../processing/land/diagnosis.py"/>
        <source>points</source>
        <translation>điểm</translation>
    </message>
    <message>
        <location filename="../processing/land/cad_source.py"/>
        <source>fills</source>
        <translation>vùng tô</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The layer has no CRS; its coordinates fit {best}.</source>
        <translation>Lớp chưa có hệ tọa độ; tọa độ của lớp khớp với {best}.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The layer is labelled {declared}, in degrees, but holds metres that fit {best}.</source>
        <translation>Lớp ghi hệ {declared} (đơn vị độ) nhưng tọa độ lại tính bằng mét, khớp với {best}.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The layer is labelled {declared}, in metres, but holds degrees that fit {best}.</source>
        <translation>Lớp ghi hệ {declared} (đơn vị mét) nhưng tọa độ lại tính bằng độ, khớp với {best}.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>X and Y are swapped: the northing stands first.</source>
        <translation>X và Y bị đảo: tọa độ bắc đứng trước.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The coordinates are not in metres: they must be multiplied by {scale}.</source>
        <translation>Tọa độ không tính bằng mét: phải nhân với {scale}.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The layer is labelled {declared}, which puts it {shift} m from where {best} puts it.</source>
        <translation>Lớp ghi hệ {declared}, đặt lớp cách {shift} m so với vị trí theo {best}.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The layer is labelled {declared}, but its coordinates lie on another datum: {best} ({shift} m off).</source>
        <translation>Lớp ghi hệ {declared} nhưng tọa độ thuộc hệ quy chiếu khác: {best} (lệch {shift} m).</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The layer's CRS {declared} has no datum shift; {best} has it and moves the layer by {shift} m.</source>
        <translation>Hệ tọa độ {declared} của lớp không có tham số chuyển đổi (VN-2000 nội bộ); {best} có tham số này và dời lớp đi {shift} m.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The datum shift in the layer's CRS {declared} is zero; {best} has the right one and moves the layer by {shift} m.</source>
        <translation>Tham số chuyển đổi trong hệ tọa độ {declared} của lớp bằng 0; {best} có tham số đúng và dời lớp đi {shift} m.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The rotations in the layer's CRS {declared} have the wrong signs; {best} has the right ones and moves the layer by {shift} m.</source>
        <translation>Góc xoay trong hệ tọa độ {declared} của lớp bị ngược dấu; {best} có dấu đúng và dời lớp đi {shift} m.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The datum shift in the layer's CRS {declared} is not that of VN-2000; {best} has it and moves the layer by {shift} m.</source>
        <translation>Tham số chuyển đổi trong hệ tọa độ {declared} của lớp không phải của VN-2000; {best} có tham số đúng và dời lớp đi {shift} m.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The layer is labelled {declared}, but its coordinates were made with another datum shift: {best} ({shift} m off).</source>
        <translation>Lớp ghi hệ {declared} nhưng tọa độ được lập với tham số chuyển đổi khác: {best} (lệch {shift} m).</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The coordinates fit no known CRS of Viet Nam. Ask who made the layer, then set its CRS.</source>
        <translation>Tọa độ không khớp với hệ tọa độ nào đã biết ở Việt Nam. Hãy hỏi người lập lớp rồi gán hệ tọa độ cho lớp.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The CRS {declared} fits where the layer lies.</source>
        <translation>Hệ tọa độ {declared} khớp với vị trí của lớp.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>The layer's CRS is {declared}.</source>
        <translation>Hệ tọa độ của lớp là {declared}.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>There was nothing to check the place against: choose a register or a layer that lies right.</source>
        <translation>Chưa có gì để đối chiếu vị trí: hãy chọn sổ địa chỉ số hoặc một lớp nằm đúng vị trí.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>Other definitions put it in the province or near it too (in brackets how far from the reference): {others}; {best} ({best_distance}). Look at the map and choose.</source>
        <translation>Các hệ khác cũng đặt lớp trong tỉnh hoặc sát ranh giới (trong ngoặc là khoảng cách tới vùng đối chiếu): {others}; {best} ({best_distance}). Hãy xem bản đồ rồi chọn.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>This is seen in the definition only, not in the coordinates: compare with a layer that lies right before you change it.</source>
        <translation>Điều này chỉ thấy ở khai báo hệ tọa độ, không thấy được từ tọa độ: hãy đối chiếu với một lớp nằm đúng vị trí trước khi sửa.</translation>
    </message>
    <message>
        <location filename="../processing/land/crs_faults.py"/>
        <source>Only {percent} % of the layer lies in the communes of the reference.</source>
        <translation>Chỉ {percent} % của lớp nằm trong các xã, phường dùng để đối chiếu.</translation>
    </message>
    <message>
        <location filename="../processing/land/diagnosis.py"/>
        <source>{format}: layer {layer}, {count} features ({kind}), {fields} fields, CRS {crs}.</source>
        <translation>{format}: lớp {layer}, {count} đối tượng ({kind}), {fields} trường, hệ tọa độ {crs}.</translation>
    </message>
    <message>
        <location filename="../processing/land/diagnosis.py"/>
        <source>The file has more layers: {layers}. This is about {layer} only; choose another one as file|layername=….</source>
        <translation>Tệp còn các lớp khác: {layers}. Ở đây chỉ nói về {layer}; chọn lớp khác bằng tệp|layername=….</translation>
    </message>
    <message>
        <location filename="../processing/land/diagnosis.py"/>
        <source>The file announces {count} features that could not be read: it is damaged or incomplete. Get it once more.</source>
        <translation>Tệp khai {count} đối tượng nhưng không đọc được: tệp hỏng hoặc thiếu. Hãy lấy lại tệp.</translation>
    </message>
    <message>
        <location filename="../processing/land/diagnosis.py"/>
        <source>The layer seems to hold {role}.</source>
        <translation>Lớp có vẻ chứa {role}.</translation>
    </message>
    <message>
        <location filename="../processing/land/diagnosis.py"/>
        <source>communes</source>
        <translation>xã, phường</translation>
    </message>
    <message>
        <location filename="../processing/land/diagnosis.py"/>
        <source>streets</source>
        <translation>đường phố</translation>
    </message>
    <message>
        <location filename="../processing/land/diagnosis.py"/>
        <source>issued codes</source>
        <translation>mã đã cấp</translation>
    </message>
    <message>
        <location filename="../processing/land/diagnosis.py"/>
        <source>polygons</source>
        <translation>vùng</translation>
    </message>
    <message>
        <location filename="../processing/land/diagnosis.py"/>
        <source>of several kinds</source>
        <translation>nhiều kiểu</translation>
    </message>
    <message>
        <location filename="../processing/land/diagnosis.py"/>
        <source>without geometry</source>
        <translation>không có hình</translation>
    </message>
    <message>
        <location filename="../processing/land/ogr_source.py"/>
        <source>{path} cannot be read as a land layer ({problem}). Check that the file is whole (a Shapefile needs .shp, .shx and .dbf) and of a format that QGIS opens.</source>
        <translation>Không đọc được {path} như một lớp đất đai ({problem}). Hãy kiểm tra tệp có đủ không (Shapefile cần .shp, .shx và .dbf) và có đúng định dạng QGIS mở được không.</translation>
    </message>
    <message>
        <location filename="../processing/land/ogr_source.py"/>
        <source>{path} has no layer {layer}. Its layers are: {layers}. Choose one of them.</source>
        <translation>{path} không có lớp {layer}. Các lớp trong tệp: {layers}. Hãy chọn một lớp.</translation>
    </message>
    <message>
        <location filename="../processing/land/open_source.py"/>
        <source>{value} is neither a file nor a layer of the project. Choose the land layer again.</source>
        <translation>{value} không phải tệp, cũng không phải lớp của dự án. Hãy chọn lại lớp đất đai.</translation>
    </message>
    <message>
        <location filename="../processing/land/output.py"/>
        <source>{path} cannot be written ({problem}); what was there is as it was. Check the free space and that no other program has the file open, or choose another file.</source>
        <translation>Không ghi được {path} ({problem}); nội dung cũ vẫn nguyên. Hãy kiểm tra dung lượng trống và xem có chương trình khác đang mở tệp không, hoặc chọn tệp khác.</translation>
    </message>
    <message>
        <location filename="../processing/land/pipeline.py"/>
        <source>The layer {layer} has no geometry, so there is nothing that could get an address. Choose the layer with the outlines; a table needs columns with coordinates.</source>
        <translation>Lớp {layer} không có hình nên không có gì để gán địa chỉ. Hãy chọn lớp có đường bao; bảng thì cần cột tọa độ.</translation>
    </message>
    <message>
        <location filename="../processing/land/pipeline.py"/>
        <source>None of the {count} features of the layer {layer} can be imported ({reasons}). Run "Diagnose layer" to see why.</source>
        <translation>Không nhập được đối tượng nào trong {count} đối tượng của lớp {layer} ({reasons}). Hãy chạy “Chẩn đoán lớp” để xem lý do.</translation>
    </message>
    <message>
        <location filename="../processing/land/pipeline.py"/>
        <source>The layer {layer} has no features: there is nothing to import. Choose another layer, or get the file once more.</source>
        <translation>Lớp {layer} không có đối tượng nào nên không có gì để nhập. Hãy chọn lớp khác hoặc xin lại tệp.</translation>
    </message>
    <message>
        <location filename="../processing/land/point_tables.py"/>
        <source>The table {path} has no two columns with coordinates in Viet Nam. Name the two columns, or correct the table.</source>
        <translation>Bảng {path} không có hai cột chứa tọa độ ở Việt Nam. Hãy chỉ rõ tên hai cột hoặc sửa bảng.</translation>
    </message>
    <message>
        <location filename="../processing/land/point_tables.py"/>
        <source>The coordinates of the table {path} have lost their digits in a spreadsheet ({columns}: {value}): no place can be told from them. Open the table as it was before, give these columns the format Number with three decimals, and export it once more.</source>
        <translation>Tọa độ trong bảng {path} đã bị phần mềm bảng tính làm mất chữ số ({columns}: {value}) nên không xác định được vị trí. Hãy mở lại bảng gốc trong Excel, định dạng các cột này là Số (Number) với ba chữ số thập phân, rồi xuất lại.</translation>
    </message>
    <message>
        <location filename="../processing/land/point_tables.py"/>
        <source>The table {path} has no header row with the columns {columns}. Write them as in the table.</source>
        <translation>Bảng {path} không có dòng tiêu đề chứa các cột {columns}. Hãy ghi tên cột đúng như trong bảng.</translation>
    </message>
    <message>
        <location filename="../processing/land/point_tables.py"/>
        <source>There is no CRS "{crs}". Write it as EPSG:9217, for example.</source>
        <translation>Không có hệ tọa độ "{crs}". Hãy ghi theo dạng EPSG:9217 chẳng hạn.</translation>
    </message>
    <message>
        <location filename="../processing/land/point_tables.py"/>
        <source>Row {row}: a coordinate is empty.</source>
        <translation>Dòng {row}: thiếu tọa độ.</translation>
    </message>
    <message>
        <location filename="../processing/land/point_tables.py"/>
        <source>Row {row}: {values} is neither a number nor an angle.</source>
        <translation>Dòng {row}: {values} không phải là số, cũng không phải là góc.</translation>
    </message>
    <message>
        <location filename="../processing/land/point_tables.py"/>
        <source>Row {row}: {values} lost digits in a spreadsheet. Export the table again with all digits.</source>
        <translation>Dòng {row}: {values} đã mất chữ số trong bảng tính. Hãy xuất lại bảng với đủ chữ số.</translation>
    </message>
    <message>
        <location filename="../processing/land/point_tables.py"/>
        <source>Row {row}: {values} lies outside Viet Nam.</source>
        <translation>Dòng {row}: {values} nằm ngoài Việt Nam.</translation>
    </message>
    <message>
        <location filename="../processing/land/point_tables.py"/>
        <source>Row {row}: {values} looks as if X and Y were swapped.</source>
        <translation>Dòng {row}: {values} có vẻ bị đảo X và Y.</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>Certain: mended by the import</source>
        <translation>Chắc chắn: được sửa khi nhập</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>Doubtful: for a person to look at</source>
        <translation>Còn ngờ: cần người xem</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>Diagnosis of a land layer</source>
        <translation>Chẩn đoán lớp đất đai</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>Import of a land layer</source>
        <translation>Nhập lớp đất đai</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <location filename="../ui/land_findings.py"/>
        <source>After</source>
        <translation>Sau</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <location filename="../ui/backups_box.py"/>
        <location filename="../ui/differences_layer.py"/>
        <location filename="../ui/land_findings.py"/>
        <location filename="../ui/sync_fields.py"/>
        <source>Before</source>
        <translation>Trước</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <location filename="../publish/answer_sheet.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <location filename="../publish/report_words.py"/>
        <source>Result</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>left out: personal data</source>
        <translation>bỏ qua: dữ liệu cá nhân</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>left out by the field map</source>
        <translation>bỏ ra theo bảng ghép trường</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>decoded from {encoding}: {count} values</source>
        <translation>chuyển mã từ {encoding}: {count} giá trị</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>something personal hidden in {count} values</source>
        <translation>đã che dữ liệu cá nhân trong {count} giá trị</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>Column</source>
        <translation>Cột</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <location filename="../ui/differences_layer.py"/>
        <location filename="../ui/sync_fields.py"/>
        <source>Field</source>
        <translation>Trường</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>What was done</source>
        <translation>Đã làm gì</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <location filename="../processing/share_data.py"/>
        <location filename="../publish/share_sheet.py"/>
        <source>Fields</source>
        <translation>Các trường</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>Features</source>
        <translation>Các đối tượng</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>Their numbers</source>
        <translation>Số thứ tự</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>Area after</source>
        <translation>Diện tích sau</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>Area before</source>
        <translation>Diện tích trước</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>Feature</source>
        <translation>Đối tượng</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>All</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <location filename="../processing/land/report_html.py"/>
        <source>Areas, in square units of the CRS</source>
        <translation>Diện tích, theo đơn vị vuông của hệ tọa độ</translation>
    </message>
    <message>
        <location filename="../processing/land/rule_crs.py"/>
        <source>The layer {layer} has no CRS; it is read as {crs}.</source>
        <translation>Lớp {layer} không khai hệ tọa độ; được đọc theo {crs}.</translation>
    </message>
    <message>
        <location filename="../processing/land/rule_scene.py"/>
        <source>The layer {layer} has no field {field}. Its fields are: {fields}. Choose again.</source>
        <translation>Lớp {layer} không có trường {field}. Các trường của lớp: {fields}. Hãy chọn lại.</translation>
    </message>
    <message>
        <location filename="../processing/land/table_rows.py"/>
        <source>The file {path} cannot be read as a table ({detail}). Save it as XLSX or as CSV UTF-8 and try again.</source>
        <translation>Không đọc được tệp {path} như một bảng ({detail}). Hãy lưu lại thành XLSX hoặc CSV UTF-8 rồi thử lại.</translation>
    </message>
    <message>
        <location filename="../processing/land/table_rows.py"/>
        <source>The file {path} has no sheet "{sheet}". Choose one of: {known}.</source>
        <translation>Tệp {path} không có trang tính "{sheet}". Hãy chọn một trong các trang: {known}.</translation>
    </message>
    <message>
        <location filename="../processing/land/table_source.py"/>
        <source>Coordinates are read from the columns {x} and {y}; {rows} rows, {points} points.</source>
        <translation>Tọa độ đọc từ cột {x} và {y}; {rows} dòng, {points} điểm.</translation>
    </message>
    <message>
        <location filename="../processing/land/table_source.py"/>
        <source>The column {x} holds the northing, as Vietnamese tables write it.</source>
        <translation>Cột {x} là tọa độ hướng bắc, theo cách ghi của bảng tọa độ Việt Nam.</translation>
    </message>
    <message>
        <location filename="../processing/land/table_source.py"/>
        <source>{count} rows have no usable coordinates and are left out: {examples}</source>
        <translation>{count} dòng không có tọa độ dùng được, bị bỏ qua: {examples}</translation>
    </message>
    <message>
        <location filename="../processing/land/table_source.py"/>
        <source>Table with coordinates</source>
        <translation>Bảng có tọa độ</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <location filename="../ui/land_step.py"/>
        <source>Land layer</source>
        <translation>Lớp đất đai</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>A layer of the project or any file: Shapefile (also zipped), GeoPackage, FileGDB, MapInfo TAB, GML, GeoJSON, FlatGeobuf, CSV or XLSX with coordinates, DGN v7, DXF.</source>
        <translation>Một lớp của dự án hoặc tệp bất kỳ: Shapefile (cả nén zip), GeoPackage, FileGDB, MapInfo TAB, GML, GeoJSON, FlatGeobuf, CSV hoặc XLSX có tọa độ, DGN v7, DXF.</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>Column with X</source>
        <translation>Cột X</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>Column with Y</source>
        <translation>Cột Y</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>Of a CSV or XLSX table; found by itself in most tables.</source>
        <translation>Của bảng CSV hoặc XLSX; phần lớn được tự nhận ra.</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>Snapping of drawings (m)</source>
        <translation>Bắt dính nét vẽ (m)</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>Of a DGN or DXF: ends of lines nearer than this are one. Empty: as the profile.</source>
        <translation>Của DGN hoặc DXF: đầu mút các nét gần nhau hơn mức này là một. Để trống: theo bảng lớp vẽ.</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>Sheet number of the drawing</source>
        <translation>Số tờ của bản vẽ</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>Of a DGN or DXF that is one map sheet and does not say which.</source>
        <translation>Dùng cho tệp DGN hoặc DXF chỉ gồm một tờ bản đồ mà không ghi số tờ.</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>Level map of drawings</source>
        <translation>Bảng lớp vẽ</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>Of a DGN or DXF: which levels hold boundaries, numbers, sheets; see the manual.</source>
        <translation>Của DGN hoặc DXF: lớp vẽ nào chứa ranh giới, số thửa, số tờ; xem hướng dẫn.</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>Address register, for its communes</source>
        <translation>Sổ địa chỉ, để lấy ranh giới xã</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>The layer's coordinates are compared with the communes of this register: that tells a wrong zone or a missing shift. The register is only read.</source>
        <translation>Tọa độ của lớp được so với ranh giới xã trong sổ này: nhờ đó biết sai múi hoặc thiếu tham số chuyển. Sổ chỉ được đọc.</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>Layer that lies right</source>
        <translation>Lớp đúng vị trí</translation>
    </message>
    <message>
        <location filename="../processing/land_algorithm.py"/>
        <source>A layer of the same place in the right position: the only thing that tells small differences.</source>
        <translation>Một lớp của cùng khu vực, đúng vị trí: chỉ có lớp này mới cho biết những sai lệch nhỏ.</translation>
    </message>
    <message>
        <location filename="../processing/layer_outlines.py"/>
        <source>The layer {layer} has no field that tells its objects apart (an ID that stays the same), so positions are compared with the outlines that the register remembers of the last assignment.</source>
        <translation>Lớp {layer} không có trường nào phân biệt từng đối tượng (mã không đổi), nên vị trí được so với hình mà sổ còn giữ từ lần gán mã gần nhất.</translation>
    </message>
    <message>
        <location filename="../processing/layer_outlines.py"/>
        <source>The layer {layer} counts in degrees, so positions are compared with the outlines that the register remembers of the last assignment. Export it to VN-2000 to have it looked at itself.</source>
        <translation>Lớp {layer} tính bằng độ, nên vị trí được so với hình mà sổ còn giữ từ lần gán mã gần nhất. Muốn so với chính lớp này, hãy xuất nó sang VN-2000.</translation>
    </message>
    <message>
        <location filename="../processing/layer_reader.py"/>
        <source>The layer {layer} has no CRS. Set it (Layer &gt; Set CRS of Layer), for example VN-2000 of your province.</source>
        <translation>Lớp {layer} chưa có hệ tọa độ. Hãy đặt hệ tọa độ cho lớp (Layer &gt; Set CRS of Layer), ví dụ VN-2000 của tỉnh.</translation>
    </message>
    <message>
        <location filename="../processing/layer_reader.py"/>
        <source>The layer {layer} has no features. Check its filter and selection, or choose another layer.</source>
        <translation>Lớp {layer} không có đối tượng nào. Hãy kiểm tra bộ lọc và phần đang chọn, hoặc chọn lớp khác.</translation>
    </message>
    <message>
        <location filename="../processing/layer_reader.py"/>
        <source>The layer {layer} cannot be read to its end ({problem}): its file is damaged. Nothing was written. Copy it again from its source, or run "Import layer" on what can be read.</source>
        <translation>Không đọc được hết lớp {layer} ({problem}): tệp đã hỏng. Chưa ghi gì. Hãy chép lại tệp từ nguồn, hoặc dùng “Nhập lớp” với phần còn đọc được.</translation>
    </message>
    <message>
        <location filename="../processing/layer_reader.py"/>
        <source>No object of the layer {layer} is selected. Select some, or take the whole layer.</source>
        <translation>Chưa chọn đối tượng nào của lớp {layer}. Hãy chọn một số đối tượng, hoặc làm cả lớp.</translation>
    </message>
    <message>
        <location filename="../processing/layer_reader.py"/>
        <source>Cancelled. Nothing was written.</source>
        <translation>Đã hủy. Chưa ghi gì.</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <source>Look-up in one file</source>
        <translation>Tra cứu một tệp</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <source>Writes one HTML file with the map and a search of the register's addresses, for the one-stop desk: it opens in any browser, without network and without installing anything. Words are found with or without diacritics; a click on the map shows the address there.

It holds the verified and issued addresses and no personal data: no people, no remarks, no names of houses. The register writes down that the page was made.</source>
        <translation>Ghi một tệp HTML có bản đồ và ô tìm kiếm các địa chỉ trong sổ, dùng cho bộ phận một cửa: mở bằng trình duyệt bất kỳ, không cần mạng, không cần cài đặt. Tìm được khi gõ có dấu hoặc không dấu; bấm vào bản đồ để xem địa chỉ tại đó.

Tệp gồm các địa chỉ đã xác thực và đã cấp, không có dữ liệu cá nhân: không có người, không có ghi chú, không có tên của nhà ở. Sổ địa chỉ ghi lại lần lập tệp.</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <source>address,look up,search,find,offline,HTML,browser,one-stop,desk,map</source>
        <translation>địa chỉ,tra cứu,tìm kiếm,ngoại tuyến,HTML,trình duyệt,một cửa,bản đồ</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <source>Unverified addresses, too</source>
        <translation>Cả địa chỉ chưa xác thực</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <source>Also those that are created or submitted; the page marks them.</source>
        <translation>Lấy cả địa chỉ mới tạo lập hoặc đã gửi; trang tra cứu có đánh dấu.</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <source>Of the page. Empty: the language of QGIS.</source>
        <translation>Của trang. Để trống: ngôn ngữ của QGIS.</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <location filename="../ui/publish_data.py"/>
        <source>Look-up page</source>
        <translation>Trang tra cứu</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <source>One file; copy it to whichever computer needs it.</source>
        <translation>Một tệp duy nhất; sao chép sang máy nào cần dùng.</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <source>Addresses on the page</source>
        <translation>Số địa chỉ trên trang</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <source>Size in bytes</source>
        <translation>Dung lượng (byte)</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <source>{path}: {count} addresses, {size} MB</source>
        <translation>{path}: {count} địa chỉ, {size} MB</translation>
    </message>
    <message>
        <location filename="../processing/lookup_file.py"/>
        <source>A page of {count} addresses is slow on old computers: make one per commune.</source>
        <translation>Trang có {count} địa chỉ sẽ chậm trên máy cũ: hãy lập riêng cho từng xã, phường.</translation>
    </message>
    <message>
        <location filename="../processing/mark_exceptions.py"/>
        <source>Mark exceptions</source>
        <translation>Ghi nhận ngoại lệ</translation>
    </message>
    <message>
        <location filename="../processing/mark_exceptions.py"/>
        <source>Takes results of the review as right, for a reason that stands in the register and in the certificate of review with who gave it and when. An exception outlives later checks, and ends by itself when what its rule looked at changes. Withdraw opens the results again.</source>
        <translation>Công nhận kết quả rà soát là đúng thực tế, kèm lý do; lý do, người ghi nhận và thời điểm được lưu trong sổ và in trong phiếu kết quả rà soát. Ngoại lệ còn hiệu lực qua các lần kiểm tra sau và tự hết hiệu lực khi nội dung được kiểm tra thay đổi. Chọn “Bỏ ngoại lệ” để đưa kết quả trở lại trạng thái chưa xử lý.</translation>
    </message>
    <message>
        <location filename="../processing/mark_exceptions.py"/>
        <source>address,register,review,exception,reason</source>
        <translation>địa chỉ,sổ,rà soát,ngoại lệ,lý do</translation>
    </message>
    <message>
        <location filename="../processing/mark_exceptions.py"/>
        <source>Why this is right as it is; no names of people. Not needed to withdraw.</source>
        <translation>Vì sao nội dung này là đúng; không ghi tên người. Không cần khi bỏ ngoại lệ.</translation>
    </message>
    <message>
        <location filename="../processing/mark_exceptions.py"/>
        <source>Withdraw</source>
        <translation>Bỏ ngoại lệ</translation>
    </message>
    <message>
        <location filename="../processing/mark_exceptions.py"/>
        <source>End the exceptions of these results instead.</source>
        <translation>Thay vào đó, chấm dứt ngoại lệ của các kết quả này.</translation>
    </message>
    <message>
        <location filename="../processing/mark_exceptions.py"/>
        <source>Results changed</source>
        <translation>Kết quả đã thay đổi</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>Code field</source>
        <translation>Trường mã</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>Field with the issued code. Empty: found by its name.</source>
        <translation>Trường chứa mã đã cấp. Để trống: tự tìm theo tên trường.</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>House number field of the issued codes</source>
        <translation>Trường số nhà của lớp mã đã cấp</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>Street field of the issued codes</source>
        <translation>Trường tên đường của lớp mã đã cấp</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>Name field of the issued codes</source>
        <translation>Trường tên của lớp mã đã cấp</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>Commune field of the issued codes</source>
        <translation>Trường xã của lớp mã đã cấp</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>Field with the commune's name, for codes without coordinates.</source>
        <translation>Trường tên xã, dùng cho mã không có tọa độ.</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>Finds for every code that the platform has issued the building or parcel that it belongs to, one to one. A match is certain only if number and street or the name agree, or if no other object lies within the accuracy; everything else is listed for a person, with the candidates named. Codes without an object are noted, so that no block ever gives them again. Tables without coordinates are matched by their address.</source>
        <translation>Tìm nhà hoặc thửa đất của từng mã mà nền tảng đã cấp, một mã một đối tượng. Chỉ ghép chắc chắn khi khớp số nhà và đường hoặc khớp tên, hoặc khi không có đối tượng nào khác trong khoảng sai số; các trường hợp khác được đưa vào mục cần xem xét, kèm các ứng viên. Mã chưa có đối tượng được ghi nhận để không dải số nào cấp lại. Bảng không có tọa độ được ghép theo địa chỉ.</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>address,code,match,issued,official,point</source>
        <translation>địa chỉ số,ghép mã,mã đã cấp,điểm,ghep ma,address,code,match,issued,official,point</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <location filename="../ui/layer_roles.py"/>
        <source>Issued codes</source>
        <translation>Mã đã cấp</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>Points or a table of codes that the platform has issued.</source>
        <translation>Lớp điểm hoặc bảng các mã mà nền tảng đã cấp.</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>The land layer whose objects the codes belong to, in any CRS.</source>
        <translation>Lớp có các đối tượng mang những mã này, hệ tọa độ nào cũng được.</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>Accuracy of the positions (m)</source>
        <translation>Sai số của vị trí (m)</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>How far the position of an issued code may be off.</source>
        <translation>Vị trí của mã đã cấp có thể lệch bao xa.</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>The scheme of the issued codes.</source>
        <translation>Bộ mã của các mã đã cấp.</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>A point per issued code with its status, reason and candidates.</source>
        <translation>Mỗi mã đã cấp một điểm, có trạng thái, lý do và ứng viên.</translation>
    </message>
    <message>
        <location filename="../processing/match_codes.py"/>
        <source>Without an object</source>
        <translation>Chưa có đối tượng</translation>
    </message>
    <message>
        <location filename="../processing/matching.py"/>
        <source>The layer {layer} has no field that looks like codes. Choose the code field.</source>
        <translation>Lớp {layer} không có trường nào giống trường mã. Hãy chọn trường mã.</translation>
    </message>
    <message>
        <location filename="../processing/matching.py"/>
        <source>The layer {layer} of issued codes is empty. Choose another layer.</source>
        <translation>Lớp mã đã cấp {layer} không có dữ liệu. Hãy chọn lớp khác.</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>Move register</source>
        <translation>Chuyển sổ</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>Moves a register from a GeoPackage to a PostgreSQL server with PostGIS, where several people work on it, or back into a file: every table with its numbers, ledger, people, history and log. Every table is then compared row by row, and only if all are equal does the move count; else nothing has changed.

So that two registers never give codes from the same blocks, the old one is kept for reading only and says where it went, and so does the log of both. Whatever is at the new place already is never overwritten. If a move is interrupted, run it again with the same two places: it is finished, or begins anew.

On a server, powers are roles of the database (diachiso_read, diachiso_declare, diachiso_create, diachiso_verify, diachiso_people); its administrator gives them to logins. See docs/postgresql.md.</source>
        <translation>Chuyển sổ từ tệp GeoPackage lên máy chủ PostgreSQL có PostGIS, nơi nhiều người cùng làm việc, hoặc đưa trở lại tệp: toàn bộ các bảng cùng số thứ tự, sổ cấp mã, chủ và người sử dụng, lịch sử và nhật ký. Sau đó từng bảng được đối chiếu từng dòng; chỉ khi tất cả giống nhau thì việc chuyển mới có hiệu lực, nếu không thì không có gì thay đổi.

Để không bao giờ có hai sổ cấp mã từ cùng dải số, sổ cũ chỉ còn để xem và ghi rõ đã chuyển đi đâu; nhật ký của cả hai nơi cũng ghi như vậy. Dữ liệu đã có ở nơi mới không bao giờ bị ghi đè. Nếu việc chuyển bị gián đoạn, hãy chạy lại với đúng hai nơi đó: công cụ sẽ hoàn tất hoặc làm lại từ đầu.

Trên máy chủ, quyền là các vai trò của cơ sở dữ liệu (diachiso_read, diachiso_declare, diachiso_create, diachiso_verify, diachiso_people), do người quản trị cấp cho tài khoản đăng nhập. Xem docs/postgresql.md.</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>address,register,move,migrate,postgresql,postgis,server,database</source>
        <translation>địa chỉ,sổ,chuyển,postgresql,postgis,máy chủ,cơ sở dữ liệu</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>The register that moves: a GeoPackage, or pg: and the name of a QGIS connection to PostgreSQL, as in pg:province.</source>
        <translation>Sổ cần chuyển: một tệp GeoPackage, hoặc pg: kèm tên kết nối PostgreSQL của QGIS, ví dụ pg:tinh.</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>New place</source>
        <translation>Nơi mới</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>Where it goes: pg: and the name of a QGIS connection, whose login comes from an authentication configuration, or the path of a new GeoPackage.</source>
        <translation>Nơi chuyển đến: pg: kèm tên kết nối của QGIS, tài khoản lấy từ cấu hình xác thực, hoặc đường dẫn của tệp GeoPackage mới.</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <location filename="../processing/project_step.py"/>
        <source>Project for the server</source>
        <translation>Dự án cho máy chủ</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>A QGIS project with the forms, lists and styles, whose layers are on the server; only where the register moves there. It holds no password, but the number of the authentication configuration: who opens it needs one of the same number.</source>
        <translation>Dự án QGIS có biểu mẫu, danh mục và kiểu hiển thị, các lớp nằm trên máy chủ; chỉ khi chuyển sổ lên máy chủ. Dự án không chứa mật khẩu mà chỉ có mã số của cấu hình xác thực: người mở dự án cần có cấu hình cùng mã số.</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>Tables moved and compared</source>
        <translation>Số bảng đã chuyển và đối chiếu</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>Rows moved and compared</source>
        <translation>Số dòng đã chuyển và đối chiếu</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>The move had been interrupted and is finished now.</source>
        <translation>Lần chuyển trước bị gián đoạn, nay đã hoàn tất.</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>{table}: {rows} rows, equal in both (SHA-256 {sha256})</source>
        <translation>{table}: {rows} dòng, giống nhau ở cả hai nơi (SHA-256 {sha256})</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>No tables of a register, left in the old file: {names}</source>
        <translation>Không phải bảng của sổ, để lại trong tệp cũ: {names}</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>{count} photos that records name were left in the folder {folder}. Forms and tools find them where that folder's path stands in the variable diachiso_photos (Settings → Options → Variables, or that of the project): share the folder. Without it forms look beside the project, tools nowhere.</source>
        <translation>{count} ảnh mà các bản ghi nêu tên vẫn nằm trong thư mục {folder}. Biểu mẫu và công cụ tìm thấy ảnh ở máy nào có đường dẫn tới thư mục đó trong biến diachiso_photos (Thiết lập → Tùy chọn → Biến, hoặc biến của dự án): hãy chia sẻ thư mục này. Không có biến đó thì biểu mẫu tìm ảnh cạnh tệp dự án, còn công cụ không tìm ở đâu cả.</translation>
    </message>
    <message>
        <location filename="../processing/migrate_register.py"/>
        <source>These settings beside the new file differ from the server's and were not written over: {names}</source>
        <translation>Các tệp thiết lập này đã có bên cạnh tệp mới, khác với bản trên máy chủ nên không bị ghi đè: {names}</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>“{text}” is no result. Write delivered (đã giao), refused (từ chối) or unreachable (không gặp).</source>
        <translation>“{text}” không phải là kết quả. Hãy ghi đã giao, từ chối hoặc không gặp.</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <location filename="../processing/plaque_file.py"/>
        <source>“{text}” is no day. Write it like 22/11/2026.</source>
        <translation>“{text}” không phải là ngày. Hãy ghi như 22/11/2026.</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>Results of notices</source>
        <translation>Kết quả thông báo</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>Writes down how notices went. Scan the QR codes of the rows that were signed and paste the scans, or give a table with the columns reference (số thông báo), result (kết quả: đã giao, từ chối, không gặp), day (ngày) and note (ghi chú). Notices that the register did not send are listed with the reason; the others go on.</source>
        <translation>Ghi kết quả thông báo vào sổ. Quét mã QR của các dòng đã ký và dán kết quả quét, hoặc đưa bảng có các cột số thông báo, kết quả (đã giao, từ chối, không gặp), ngày và ghi chú. Thông báo không có trong sổ được liệt kê kèm lý do; các thông báo khác vẫn được ghi.</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>notice,result,scan,qr,delivered,refused,unreachable</source>
        <translation>thông báo,kết quả,quét,qr,đã nhận,từ chối,không gặp</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>Scanned</source>
        <translation>Mã đã quét</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>What the QR codes of the list say, such as 20261122-1a2b3c/17, a line each.</source>
        <translation>Nội dung mã QR của danh sách, ví dụ 20261122-1a2b3c/17, mỗi mã một dòng.</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>Result of what was scanned</source>
        <translation>Kết quả của các mã đã quét</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>For the scanned ones, and for rows of the table that only say the day.</source>
        <translation>Cho các mã đã quét và các dòng của bảng chỉ ghi ngày.</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>Table of results</source>
        <translation>Bảng kết quả</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>An Excel sheet or a CSV file. Rows without result and day are left out.</source>
        <translation>Trang tính Excel hoặc tệp CSV. Các dòng không ghi kết quả và ngày được bỏ qua.</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <location filename="../processing/update_plaques.py"/>
        <location filename="../publish/share_sheet.py"/>
        <location filename="../ui/publish_data.py"/>
        <source>Day</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>Only look</source>
        <translation>Chỉ xem thử</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>Say what would be written, and write nothing.</source>
        <translation>Cho biết sẽ ghi gì, không ghi vào sổ.</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>One row per notice: how many addresses it told of, or why it is not known.</source>
        <translation>Mỗi thông báo một dòng: số địa chỉ, hoặc lý do không nhận ra.</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>Notices with a result</source>
        <translation>Thông báo có kết quả</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>Unknown notices</source>
        <translation>Thông báo không nhận ra</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>Rows that say it wrongly</source>
        <translation>Dòng ghi sai</translation>
    </message>
    <message>
        <location filename="../processing/notice_results.py"/>
        <source>{done} notices have a result, {unknown} are not known, {wrong} say it wrongly.</source>
        <translation>{done} thông báo có kết quả, {unknown} không nhận ra, {wrong} ghi sai.</translation>
    </message>
    <message>
        <location filename="../processing/number_houses.py"/>
        <source>There are no houses to number: choose a layer (INPUT) or a register (REGISTER).</source>
        <translation>Không có nhà để đánh số: hãy chọn một lớp (INPUT) hoặc sổ địa chỉ (REGISTER).</translation>
    </message>
    <message>
        <location filename="../processing/number_houses.py"/>
        <source>There are no streets: choose a layer of street lines (STREETS), or draw streets in the register.</source>
        <translation>Không có đường: hãy chọn lớp tim đường (STREETS), hoặc vẽ đường trong sổ.</translation>
    </message>
    <message>
        <location filename="../processing/number_houses.py"/>
        <source>Numbers are written into a register only: choose it (REGISTER), or make a dry run.</source>
        <translation>Số nhà chỉ được ghi vào sổ địa chỉ: hãy chọn sổ (REGISTER), hoặc chạy thử.</translation>
    </message>
    <message>
        <location filename="../processing/number_houses.py"/>
        <source>There are no rules of numbering “{rules}”. Choose a file (.json), or one of: {known}.</source>
        <translation>Không có quy tắc đánh số “{rules}”. Hãy chọn một tệp (.json), hoặc một trong: {known}.</translation>
    </message>
    <message>
        <location filename="../processing/number_houses.py"/>
        <source>{count} houses of the layer stand in no address of the register, so nothing is written for them. Assign codes first.</source>
        <translation>{count} nhà của lớp chưa có địa chỉ trong sổ nên không ghi số. Hãy gán mã trước.</translation>
    </message>
    <message>
        <location filename="../processing/number_houses.py"/>
        <location filename="../ui/labels.py"/>
        <source>Number houses</source>
        <translation>Đánh số nhà</translation>
    </message>
    <message>
        <location filename="../processing/number_houses.py"/>
        <source>Proposes house numbers along streets and alleys, by the rules of a profile (Circular 08/2024/TT-BXD as it comes): left odd, right even, north to south and east to west, from the centre outward; pieces of one street are joined; open land or lots of a plan keep numbers free; inserted houses take a letter; alleys are named after the house before their mouth; corner houses belong to the wider street, else to that of their main door. Existing numbers are kept and continued; locked streets are left alone.

It proposes, it never imposes: start with a dry run, look at the points, the lines to the street and the reasons, write exclude into the field decision or another number into decision_number, then run again with the reviewed proposal and without dry run. Either all numbers are written or none; a backup is made first and the whole can be undone.</source>
        <translation>Đề xuất số nhà dọc theo đường và ngõ, theo quy tắc trong hồ sơ (mặc định Thông tư 08/2024/TT-BXD): bên trái số lẻ, bên phải số chẵn, từ Bắc đến Nam, từ Đông đến Tây, từ trung tâm ra ngoài; các đoạn của một đường được nối lại; đất trống hoặc lô đất quy hoạch được chừa số; nhà xen lấy thêm chữ cái; ngõ mang số của nhà ngay trước đầu ngõ; nhà góc phố theo đường rộng hơn, nếu không thì theo cửa chính. Số hiện có được giữ và đánh tiếp; đường đã khóa không bị động đến.

Chỉ đề xuất, không áp đặt: hãy chạy thử trước, xem các điểm, đường gióng ra phố và lý do, ghi exclude vào trường decision hoặc số khác vào decision_number, rồi chạy lại với đề xuất đã rà soát và tắt chạy thử. Ghi tất cả hoặc không ghi gì; có bản sao lưu trước và có thể hoàn tác.</translation>
    </message>
    <message>
        <location filename="../processing/number_houses.py"/>
        <source>address,house number,numbering,street,alley,odd,even,proposal</source>
        <translation>địa chỉ,số nhà,đánh số,đường,ngõ,hẻm,lẻ,chẵn,đề xuất</translation>
    </message>
    <message>
        <location filename="../processing/number_houses.py"/>
        <source>numbering houses</source>
        <translation>đánh số nhà</translation>
    </message>
    <message>
        <location filename="../processing/number_houses.py"/>
        <location filename="../ui/number_step.py"/>
        <source>Proposed house numbers</source>
        <translation>Số nhà đề xuất</translation>
    </message>
    <message>
        <location filename="../processing/number_houses.py"/>
        <source>{count} numbers written.</source>
        <translation>Đã ghi {count} số nhà.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_output.py"/>
        <location filename="../ui/number_style.py"/>
        <source>Proposed number</source>
        <translation>Số đề xuất</translation>
    </message>
    <message>
        <location filename="../processing/numbering_output.py"/>
        <location filename="../ui/number_style.py"/>
        <source>Existing number, kept</source>
        <translation>Số hiện có, giữ nguyên</translation>
    </message>
    <message>
        <location filename="../processing/numbering_output.py"/>
        <location filename="../ui/number_style.py"/>
        <source>Number left free</source>
        <translation>Số được chừa</translation>
    </message>
    <message>
        <location filename="../processing/numbering_output.py"/>
        <location filename="../ui/number_style.py"/>
        <source>On a locked street</source>
        <translation>Trên đường đã khóa</translation>
    </message>
    <message>
        <location filename="../processing/numbering_output.py"/>
        <location filename="../ui/number_style.py"/>
        <source>No number, see the reason</source>
        <translation>Không có số, xem lý do</translation>
    </message>
    <message>
        <location filename="../processing/numbering_output.py"/>
        <source>The proposal cannot be written ({problem}). Nothing was written into the register. Check the free space and that no other program has the file open, or choose another file.</source>
        <translation>Không ghi được đề xuất ({problem}). Sổ chưa bị ghi gì. Hãy kiểm tra dung lượng trống, xem có chương trình khác đang mở tệp không, hoặc chọn tệp khác.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_output.py"/>
        <source>The direction written for {street} cannot be read. Write N-S, Đông - Tây, forward, backward, or degrees.</source>
        <translation>Không hiểu hướng đánh số ghi cho {street}. Hãy viết Bắc - Nam, Đông - Tây, xuôi, ngược (theo chiều vẽ), hoặc số độ.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_output.py"/>
        <source>{street} is numbered already against the direction written for it; its numbers were followed.</source>
        <translation>{street} đã được đánh số ngược với hướng đã ghi; đã theo số hiện có.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Field with the house number</source>
        <translation>Trường số nhà</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Field with the street</source>
        <translation>Trường tên đường</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Field with the alley</source>
        <translation>Trường ngõ</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Street layer: field with the name</source>
        <translation>Lớp đường: trường tên</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Street layer: field with the direction of numbering</source>
        <translation>Lớp đường: trường hướng đánh số</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Street layer: field that locks a street</source>
        <translation>Lớp đường: trường khóa đường</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Street layer: field with the width in metres</source>
        <translation>Lớp đường: trường bề rộng (m)</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Numbers proposed</source>
        <translation>Số được đề xuất</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Numbers kept</source>
        <translation>Số giữ nguyên</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Houses on locked streets</source>
        <translation>Nhà trên đường đã khóa</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Houses without a number, with the reason</source>
        <translation>Nhà không có số, kèm lý do</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Numbers left free</source>
        <translation>Số được chừa</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Even and odd on their sides before (%)</source>
        <translation>Chẵn, lẻ đúng bên – trước (%)</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Even and odd on their sides after (%)</source>
        <translation>Chẵn, lẻ đúng bên – sau (%)</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Numbers rise along the street before (rank correlation)</source>
        <translation>Số tăng dần dọc đường – trước (tương quan hạng)</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Numbers rise along the street after (rank correlation)</source>
        <translation>Số tăng dần dọc đường – sau (tương quan hạng)</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Houses</source>
        <translation>Nhà</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Buildings or points. If empty, the houses of the register.</source>
        <translation>Lớp nhà hoặc điểm. Để trống thì lấy nhà trong sổ.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Lines with a name; pieces of one name are one street. Lines without a name are taken for alleys. If empty, the streets of the register.</source>
        <translation>Tim đường có tên; các đoạn cùng tên là một đường. Đường không tên được coi là ngõ. Để trống thì lấy đường trong sổ.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Its locked streets and directions count; numbers are written there.</source>
        <translation>Đường đã khóa và hướng đánh số của sổ được tôn trọng; số nhà được ghi vào đây.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Rules of numbering</source>
        <translation>Quy tắc đánh số</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>default, continuous (no number left free), southern (12/5 for houses in alleys), or a file (.json) made after them.</source>
        <translation>default, continuous (không chừa số), southern (nhà trong hẻm viết 12/5), hoặc một tệp (.json) làm theo mẫu.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Only these streets</source>
        <translation>Chỉ những đường này</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Names with semicolons between; if empty, all.</source>
        <translation>Tên cách nhau bằng dấu chấm phẩy; để trống là tất cả.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Main doors</source>
        <translation>Cửa chính</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Points on the outlines of houses; without them, the entrances of the register.</source>
        <translation>Điểm trên đường viền nhà; không có thì lấy lối vào trong sổ.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Lots of the detailed plan</source>
        <translation>Lô đất của quy hoạch chi tiết</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>A number is left free for each lot without a house, instead of by the metres.</source>
        <translation>Mỗi lô chưa có nhà được chừa một số, thay cho tính theo mét.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Centre</source>
        <translation>Trung tâm</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Streets that lead away from it are numbered from it outward.</source>
        <translation>Đường hướng tâm được đánh số từ trung tâm ra ngoài.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Reviewed proposal</source>
        <translation>Đề xuất đã rà soát</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>The layer of a dry run: exactly its numbers are written, without those excluded.</source>
        <translation>Lớp của lần chạy thử: ghi đúng các số trong đó, trừ số đã loại.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Dry run: proposal only</source>
        <translation>Chạy thử: chỉ đề xuất</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Make the proposal and write nothing into the register.</source>
        <translation>Lập đề xuất, không ghi vào sổ.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Proposal</source>
        <translation>Đề xuất</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>A point per house: number, reason, side; and one per number left free.</source>
        <translation>Mỗi nhà một điểm: số, lý do, bên đường; và mỗi số được chừa một điểm.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <location filename="../ui/number_step.py"/>
        <source>Lines to the street</source>
        <translation>Đường gióng ra phố</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>From each house to its place on the street, and the streets from their beginning.</source>
        <translation>Từ mỗi nhà ra vị trí trên phố, và tim đường tính từ đầu đường.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Drawing (*.svg)</source>
        <translation>Bản vẽ (*.svg)</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Preview map</source>
        <translation>Bản đồ xem trước</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Houses, numbers, lines and streets drawn to scale, to be looked at or printed.</source>
        <translation>Nhà, số nhà, đường gióng và tim đường vẽ đúng tỷ lệ, để xem hoặc in.</translation>
    </message>
    <message>
        <location filename="../processing/numbering_parameters.py"/>
        <source>Numbers written</source>
        <translation>Số nhà đã ghi</translation>
    </message>
    <message>
        <location filename="../processing/own_profiles.py"/>
        <source>There is no code scheme "{scheme}". Choose one of: {known}.</source>
        <translation>Không có bộ mã “{scheme}”. Hãy chọn một trong: {known}.</translation>
    </message>
    <message>
        <location filename="../processing/own_profiles.py"/>
        <source>Codes of the scheme "{scheme}" are given by others and only imported. Use "Match issued codes".</source>
        <translation>Mã của bộ mã “{scheme}” do nơi khác cấp, chỉ nhập vào. Hãy dùng công cụ “Ghép mã đã cấp”.</translation>
    </message>
    <message>
        <location filename="../processing/own_profiles.py"/>
        <source>Codes with running numbers belong in the column "code", whose ledger knows every number given; the scheme "{scheme}" puts them into "{column}". Change "column" in its file.</source>
        <translation>Mã có số thứ tự phải nằm ở cột “code”, nơi sổ theo dõi mã biết mọi số đã gán; bộ mã “{scheme}” lại đưa vào cột “{column}”. Hãy sửa “column” trong tệp của bộ mã.</translation>
    </message>
    <message>
        <location filename="../processing/own_profiles.py"/>
        <source>There is no object class "{name}". Choose one of: {known}.</source>
        <translation>Không có nhóm đối tượng “{name}”. Hãy chọn một trong: {known}.</translation>
    </message>
    <message>
        <location filename="../processing/plan_algorithm.py"/>
        <source>what its name and fields say</source>
        <translation>tự nhận theo tên lớp và tên trường</translation>
    </message>
    <message>
        <location filename="../processing/plan_algorithm.py"/>
        <source>Buildings and parcels are kept apart in the register.</source>
        <translation>Trong sổ địa chỉ, nhà và thửa đất được quản lý riêng.</translation>
    </message>
    <message>
        <location filename="../processing/plan_algorithm.py"/>
        <source>Reviewed plan</source>
        <translation>Kế hoạch đã rà soát</translation>
    </message>
    <message>
        <location filename="../processing/plan_algorithm.py"/>
        <source>The plan of a dry run with a person's decisions; it must be of the register as it is now.</source>
        <translation>Kế hoạch của lần chạy thử, kèm các quyết định khi rà soát; phải lập trên sổ địa chỉ như hiện tại.</translation>
    </message>
    <message>
        <location filename="../processing/plan_algorithm.py"/>
        <source>Plan</source>
        <translation>Kế hoạch</translation>
    </message>
    <message>
        <location filename="../processing/plan_output.py"/>
        <source>The plan cannot be written ({problem}). Nothing was written into the register. Check the free space and that no other program has the plan open, or choose another file.</source>
        <translation>Không ghi được kế hoạch ({problem}). Chưa ghi gì vào sổ địa chỉ. Hãy kiểm tra dung lượng trống và xem có chương trình khác đang mở kế hoạch không, hoặc chọn tệp khác.</translation>
    </message>
    <message>
        <location filename="../processing/plaque_file.py"/>
        <source>{path} has no row of column titles with the address code and the day of mounting, the reason why not, or the state. Nothing was read. Use the route list, or name the columns as there.</source>
        <translation>{path} không có dòng tiêu đề gồm mã địa chỉ số và ngày gắn, lý do chưa gắn hoặc tình trạng. Chưa đọc gì. Hãy dùng lộ trình gắn biển, hoặc đặt tên cột như trong đó.</translation>
    </message>
    <message>
        <location filename="../processing/plaque_file.py"/>
        <source>“{text}” is none of the reasons. Choose one of the list.</source>
        <translation>“{text}” không có trong các lý do. Hãy chọn trong danh sách.</translation>
    </message>
    <message>
        <location filename="../processing/plaque_file.py"/>
        <source>“{text}” is no state of a plaque. Use one of: {known}.</source>
        <translation>“{text}” không phải tình trạng biển. Hãy dùng một trong: {known}.</translation>
    </message>
    <message>
        <location filename="../processing/plaque_file.py"/>
        <source>“{text}” is no longitude and latitude in degrees.</source>
        <translation>“{text}” không phải kinh độ và vĩ độ tính bằng độ.</translation>
    </message>
    <message>
        <location filename="../processing/print_choice.py"/>
        <source>Codes or names, with semicolons between them. Empty: all.</source>
        <translation>Mã hoặc tên, cách nhau bằng dấu chấm phẩy. Để trống: tất cả.</translation>
    </message>
    <message>
        <location filename="../processing/print_choice.py"/>
        <source>Names, with semicolons between them. Empty: all.</source>
        <translation>Các tên, cách nhau bằng dấu chấm phẩy. Để trống: tất cả.</translation>
    </message>
    <message>
        <location filename="../processing/print_choice.py"/>
        <source>Names, with semicolons between them, with or without the word for street.</source>
        <translation>Các tên, cách nhau bằng dấu chấm phẩy, có hoặc không có chữ “đường”.</translation>
    </message>
    <message>
        <location filename="../processing/print_choice.py"/>
        <location filename="../processing/share_data.py"/>
        <location filename="../publish/project/words.py"/>
        <source>Object classes</source>
        <translation>Loại đối tượng</translation>
    </message>
    <message>
        <location filename="../processing/print_choice.py"/>
        <source>Classes such as house, or the groups I, II, III, with semicolons between them.</source>
        <translation>Loại, chẳng hạn house, hoặc mục I, II, III, cách nhau bằng dấu chấm phẩy.</translation>
    </message>
    <message>
        <location filename="../processing/print_choice.py"/>
        <location filename="../processing/share_data.py"/>
        <source>Stages</source>
        <translation>Giai đoạn</translation>
    </message>
    <message>
        <location filename="../processing/print_choice.py"/>
        <source>Only records in these stages. Empty: all but the retired ones.</source>
        <translation>Chỉ các bản ghi ở giai đoạn này. Để trống: tất cả trừ bản ghi đã ngừng sử dụng.</translation>
    </message>
    <message>
        <location filename="../processing/print_choice.py"/>
        <source>Filter</source>
        <translation>Bộ lọc</translation>
    </message>
    <message>
        <location filename="../processing/print_choice.py"/>
        <source>An expression on the addresses, such as "floors" &gt; 3. What is chosen above must meet it, too.</source>
        <translation>Biểu thức trên địa chỉ, chẳng hạn "floors" &gt; 3. Những gì chọn ở trên cũng phải thỏa mãn.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Text messages and e-mails are sent from a list: choose a file for it (.xlsx or .csv).</source>
        <translation>Tin nhắn và thư điện tử được gửi theo danh sách: hãy chọn tệp cho danh sách (.xlsx hoặc .csv).</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Choose a file for the letters (.pdf), or for the list.</source>
        <translation>Hãy chọn tệp cho thư (.pdf) hoặc cho danh sách.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Print notices</source>
        <translation>In thông báo mã địa chỉ số</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Tells owners, legal representatives and users the codes of their addresses: one letter per recipient in the form of an official document, with every address of theirs, its code, a small map, a QR code, the purpose and how personal data are protected; stamped with the state of the data. For delivery by hand the letters also come as a PDF per commune and settlement. For messages, e-mails and the post a list comes instead, with only the fields that this needs. Only issued codes are told, others only as marked drafts. What was sent to whom is written down, and every export with personal data is recorded.</source>
        <translation>Thông báo mã địa chỉ số cho chủ sở hữu, người đại diện theo pháp luật và người sử dụng, quản lý: mỗi người nhận một thư theo thể thức văn bản hành chính, liệt kê mọi địa chỉ của họ, kèm mã, bản đồ nhỏ, mã QR, mục đích và việc bảo vệ dữ liệu cá nhân; ghi phiên bản dữ liệu. Để giao tận tay, thư còn được tách thành PDF theo xã, thôn. Với tin nhắn, thư điện tử và đường thư thì xuất danh sách chỉ gồm các trường cần thiết. Chỉ thông báo mã đã cấp; mã khác chỉ in bản nháp có đánh dấu. Việc gửi được ghi vào sổ và mỗi lần xuất dữ liệu cá nhân đều được ghi lại.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>notice,letter,print,pdf,owner,sms,e-mail,post,notification</source>
        <translation>thông báo,thư,in,pdf,chủ sở hữu,sms,thư điện tử,bưu chính</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>How they are told</source>
        <translation>Hình thức thông báo</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>By hand and in person: letters. Message, e-mail: a list. By post: both.</source>
        <translation>Giao tận tay, gặp trực tiếp: thư. Tin nhắn, thư điện tử: danh sách. Đường thư: cả hai.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Recipients</source>
        <translation>Người nhận</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Which kinds of people of an address are told.</source>
        <translation>Những loại người của địa chỉ được thông báo.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Letters where nobody is known</source>
        <translation>Thư khi chưa biết người nhận</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Addressed to whoever owns or uses the place; without any personal data.</source>
        <translation>Gửi chủ sở hữu, người sử dụng tại địa chỉ; không có dữ liệu cá nhân.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <location filename="../processing/print_plaques.py"/>
        <source>Drafts of what is not issued</source>
        <translation>Bản nháp cho mã chưa cấp</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>All letters are marked as drafts, and nothing is written down.</source>
        <translation>Mọi thư đều ghi bản nháp và không ghi vào sổ.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Number of the document</source>
        <translation>Số văn bản</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Empty: dots, to be filled in by hand.</source>
        <translation>Để trống: chừa dấu chấm để ghi tay.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <location filename="../processing/share_data.py"/>
        <location filename="../publish/share_sheet.py"/>
        <source>Purpose</source>
        <translation>Mục đích</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Stands in the record of the export.</source>
        <translation>Được ghi trong nhật ký xuất dữ liệu.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <location filename="../processing/print_plaques.py"/>
        <source>Agency profile</source>
        <translation>Hồ sơ cơ quan</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Who writes, with which texts and margins. Empty: the one beside the register.</source>
        <translation>Cơ quan ban hành, lời văn và lề trang. Để trống: hồ sơ đặt cạnh sổ.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Letters (PDF)</source>
        <translation>Thư (PDF)</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <location filename="../processing/print_plaques.py"/>
        <source>PDF files (*.pdf)</source>
        <translation>Tệp PDF (*.pdf)</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>All letters by commune and settlement, in walking order.</source>
        <translation>Mọi thư theo xã, thôn, theo thứ tự đi bộ.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Folder for a PDF per settlement</source>
        <translation>Thư mục cho PDF từng thôn</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>For those who deliver by hand.</source>
        <translation>Cho người đi giao tận tay.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>List of recipients</source>
        <translation>Danh sách người nhận</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <location filename="../processing/print_plaques.py"/>
        <source>Tables (*.xlsx *.csv)</source>
        <translation>Bảng (*.xlsx *.csv)</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>For messages, e-mails and the post: only the fields that these need.</source>
        <translation>Cho tin nhắn, thư điện tử và đường thư: chỉ các trường cần thiết.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Recipients told</source>
        <translation>Số người nhận được thông báo</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Addresses told</source>
        <translation>Số địa chỉ được thông báo</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Records of people given out</source>
        <translation>Số bản ghi cá nhân đã xuất</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Left out</source>
        <translation>Bỏ qua</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Run</source>
        <translation>Đợt</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <source>Run {batch}: {letters} recipients told of {addresses} addresses.</source>
        <translation>Đợt {batch}: {letters} người nhận được thông báo về {addresses} địa chỉ.</translation>
    </message>
    <message>
        <location filename="../processing/print_notices.py"/>
        <location filename="../processing/print_plaques.py"/>
        <source>{count} left out: {reason}.</source>
        <translation>Bỏ qua {count}: {reason}.</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>One plaque a page</source>
        <translation>Mỗi trang một biển</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Sheets A4</source>
        <translation>Tờ A4</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Sheets A3</source>
        <translation>Tờ A3</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Roll of a plotter</source>
        <translation>Cuộn máy in khổ lớn</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Print plaques</source>
        <translation>In biển địa chỉ số</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Makes a PDF of the plaques of the chosen addresses in walking order: text stays text with its fonts embedded, the QR code (by default the link to the national portal) is a vector. One plaque a page, or several on sheets and rolls with cut marks. How a plaque looks is a layout of QGIS's layout designer (house, alley, office, or your own); long texts are fitted into their place, never cut off. Only addresses whose code has been issued get a plaque; others can be printed as drafts that say so in large letters. A second plaque for an address is a replacement or a correction. What was printed, when, by whom and why stands in the register, in the list for the workshop and in the route list for those who mount, which comes back with "Update plaques".</source>
        <translation>Tạo tệp PDF biển của các địa chỉ đã chọn theo thứ tự đường đi: chữ vẫn là chữ, kèm phông; mã QR (mặc định là đường dẫn tới cổng quốc gia) là hình véc-tơ. Mỗi trang một biển, hoặc ghép nhiều biển trên tờ, trên cuộn có dấu cắt. Hình thức biển là bố cục của trình thiết kế bố cục QGIS (nhà, ngõ, cơ quan, hoặc mẫu riêng); chữ dài được thu vừa chỗ, không bao giờ bị cắt. Chỉ địa chỉ đã được cấp mã mới có biển; địa chỉ khác chỉ in được bản nháp ghi rõ bằng chữ lớn. Biển thứ hai của một địa chỉ là biển thay thế hoặc sửa sai. Đã in gì, ngày nào, ai in và vì sao được ghi trong sổ, trong danh sách cho xưởng và trong lộ trình cho người gắn biển; lộ trình ghi xong được nhập lại bằng "Cập nhật biển".</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>plaque,print,qr,pdf,plate,sign,workshop,route</source>
        <translation>biển,biển số nhà,in,mã qr,pdf,xưởng,lộ trình</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>house, alley, office or one of the province's own designs; or the name of a print layout of the open project; or the path of a design (.json) or of a layout saved as template (.qpt).</source>
        <translation>house (nhà), alley (ngõ), office (cơ quan) hoặc mẫu riêng của tỉnh; hoặc tên một bố cục in của dự án đang mở; hoặc đường dẫn đến tệp mẫu (.json) hay bố cục đã lưu thành mẫu (.qpt).</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Why it is printed</source>
        <translation>Lý do in</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>New: addresses that have a plaque are left out. Replacement, correction: only those that have one.</source>
        <translation>Mới: bỏ qua địa chỉ đã có biển. Thay thế, sửa sai: chỉ địa chỉ đã có biển.</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Addresses without an issued code are printed, too, marked as drafts.</source>
        <translation>Địa chỉ chưa được cấp mã cũng được in, có ghi bản nháp.</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>One plaque a page with its bleed and cut marks, or as many as fit on a sheet.</source>
        <translation>Mỗi trang một biển có tràn lề và dấu cắt, hoặc ghép số biển vừa một tờ.</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Width of the roll (mm)</source>
        <translation>Khổ cuộn (mm)</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Such as 610, 914 or 1067.</source>
        <translation>Chẳng hạn 610, 914 hoặc 1067.</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Longest piece of the roll (mm)</source>
        <translation>Đoạn dài nhất của cuộn (mm)</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Longer runs become several pieces; the last one ends with its plaques.</source>
        <translation>Đợt in dài hơn được chia thành nhiều đoạn; đoạn cuối kết thúc ở biển cuối.</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Empty: the one beside the register, or else the shipped one. It names the portal.</source>
        <translation>Để trống: dùng hồ sơ đặt cạnh sổ, nếu không có thì dùng hồ sơ kèm theo. Hồ sơ cho biết địa chỉ cổng.</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Plaques (PDF)</source>
        <translation>Biển (PDF)</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>The file for the printer.</source>
        <translation>Tệp cho nhà in.</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>List for the workshop</source>
        <translation>Danh sách cho xưởng</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>What each plaque says and where it stands in the PDF.</source>
        <translation>Nội dung từng biển và vị trí của nó trong tệp PDF.</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Route list</source>
        <translation>Lộ trình gắn biển</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>For those who mount, with cells for what they did.</source>
        <translation>Cho người gắn biển, có ô để ghi kết quả.</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Plaques printed</source>
        <translation>Số biển đã in</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Drafts</source>
        <translation>Bản nháp</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Addresses left out</source>
        <translation>Địa chỉ không in</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Pages</source>
        <translation>Số trang</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>Print run {batch}: {printed} plaques, {drafts} drafts, {sheets} pages.</source>
        <translation>Đợt in {batch}: {printed} biển, {drafts} bản nháp, {sheets} trang.</translation>
    </message>
    <message>
        <location filename="../processing/print_plaques.py"/>
        <source>A text had to be set in {percent} % of the size that the design wants. Look at the longest ones, or give them more room in the layout.</source>
        <translation>Có dòng chữ phải thu nhỏ còn {percent} % cỡ chữ của mẫu. Hãy xem lại những biển có chữ dài nhất, hoặc dành thêm chỗ trong bố cục.</translation>
    </message>
    <message>
        <location filename="../processing/progress_report.py"/>
        <location filename="../ui/publish_report.py"/>
        <source>Report of the month</source>
        <translation>Báo cáo tháng</translation>
    </message>
    <message>
        <location filename="../processing/progress_report.py"/>
        <source>Writes the table and the document of the month: by commune and by group of objects, with the sums of parts I, II, III: objects, collected (all basic fields), notified (addresses and recipients), plaques mounted, each in percent and with the change since the month before; targets met or not; map applications in use. The XLSX holds real numbers and formulas, the ODT is filled into a template that you may edit, the PDF lies across.

With the land layers, objects that have no address yet count as well: a trial run of "Assign codes" finds them. The figures are kept in the register for the next month's changes; a month that is over is reported as it was counted then.</source>
        <translation>Lập biểu và văn bản báo cáo tháng: theo xã và theo nhóm đối tượng, có cộng mục I, II, III: tổng số đối tượng, đã thu thập (đủ trường cơ bản), đã thông báo (theo địa chỉ và theo người nhận), đã gắn biển, mỗi chỉ số có tỷ lệ phần trăm và tăng/giảm so với tháng trước; chỉ tiêu đạt hay chưa đạt; ứng dụng bản đồ đang sử dụng. Tệp XLSX có số và công thức thật, tệp ODT điền theo mẫu sửa được, tệp PDF khổ ngang.

Khi có lớp dữ liệu đất đai, đối tượng chưa có địa chỉ cũng được tính: chạy thử công cụ “Gán mã” để tìm. Số liệu được lưu trong sổ để tính tăng/giảm của tháng sau; tháng đã qua được báo cáo đúng như khi đã tính.</translation>
    </message>
    <message>
        <location filename="../processing/progress_report.py"/>
        <source>address,report,progress,month,indicators,targets,xlsx,odt,pdf,letter</source>
        <translation>địa chỉ,báo cáo,tiến độ,tháng,chỉ tiêu,xlsx,odt,pdf,công văn</translation>
    </message>
    <message>
        <location filename="../processing/progress_report.py"/>
        <source>Month</source>
        <translation>Tháng</translation>
    </message>
    <message>
        <location filename="../processing/progress_report.py"/>
        <source>Like 2026-11 or 11/2026; this month if empty. It closes on the profile's day (15).</source>
        <translation>Ghi như 2026-11 hoặc 11/2026; để trống là tháng này. Ngày khóa sổ theo cấu hình báo cáo (ngày 15).</translation>
    </message>
    <message>
        <location filename="../processing/progress_report.py"/>
        <source>The land layer of buildings: those without an address count in the totals.</source>
        <translation>Lớp nhà: nhà chưa có địa chỉ được tính vào tổng số.</translation>
    </message>
    <message>
        <location filename="../processing/progress_report.py"/>
        <source>The land layer of parcels: those without an address and without a coded building count in the totals.</source>
        <translation>Lớp thửa đất: thửa chưa có địa chỉ và không có nhà đã gán mã được tính vào tổng số.</translation>
    </message>
    <message>
        <location filename="../processing/progress_report.py"/>
        <source>Keep the figures of the month</source>
        <translation>Lưu số liệu của tháng</translation>
    </message>
    <message>
        <location filename="../processing/progress_report.py"/>
        <source>They are what next month's changes and the trend are against. Off: the register is only read.</source>
        <translation>Dùng để tính tăng/giảm của tháng sau và xu hướng. Nếu tắt, sổ chỉ được đọc.</translation>
    </message>
    <message>
        <location filename="../processing/project_step.py"/>
        <source>Triggers that this version does not know were taken away: {names}. They were an older version's, or somebody's own; what they said stands in the register's log (action “profile”).</source>
        <translation>Đã gỡ các trigger mà phiên bản này không biết: {names}. Chúng thuộc phiên bản cũ hoặc do người quản trị tự thêm; nội dung còn trong nhật ký của sổ (thao tác “profile”).</translation>
    </message>
    <message>
        <location filename="../processing/project_step.py"/>
        <source>Write the project with the forms</source>
        <translation>Ghi dự án có các biểu mẫu</translation>
    </message>
    <message>
        <location filename="../processing/project_step.py"/>
        <source>Makes a QGIS project beside the register, of the same name: forms, lists and styles for entering the records. A project of this name that stands there is replaced.</source>
        <translation>Tạo dự án QGIS cạnh sổ, cùng tên với sổ: biểu mẫu, danh sách chọn và kiểu hiển thị để nhập bản ghi. Dự án cùng tên đã có sẽ bị thay thế.</translation>
    </message>
    <message>
        <location filename="../processing/project_step.py"/>
        <source>Only of a register on a server, beside which no file lies: where its project is written. It holds no password, but the number of the authentication configuration.</source>
        <translation>Chỉ dành cho sổ trên máy chủ, vì bên cạnh sổ không có tệp nào: nơi ghi tệp dự án. Dự án không chứa mật khẩu, chỉ chứa mã số của cấu hình xác thực.</translation>
    </message>
    <message>
        <location filename="../processing/project_step.py"/>
        <source>Project with the forms</source>
        <translation>Dự án có các biểu mẫu</translation>
    </message>
    <message>
        <location filename="../processing/project_step.py"/>
        <source>Project with the forms: {path}</source>
        <translation>Dự án có các biểu mẫu: {path}</translation>
    </message>
    <message>
        <location filename="../processing/provider.py"/>
        <source>Địa chỉ số (digital addresses)</source>
        <translation>Địa chỉ số</translation>
    </message>
    <message>
        <location filename="../processing/publication.py"/>
        <source>Language (vi or en)</source>
        <translation>Ngôn ngữ (vi hoặc en)</translation>
    </message>
    <message>
        <location filename="../processing/publication.py"/>
        <source>{count} values seem to tell of a person and were left empty: {fields}</source>
        <translation>{count} giá trị có vẻ cho biết về một người nên được để trống: {fields}</translation>
    </message>
    <message>
        <location filename="../processing/publish_open_data.py"/>
        <source>Publish open data</source>
        <translation>Công bố dữ liệu mở</translation>
    </message>
    <message>
        <location filename="../processing/publish_open_data.py"/>
        <source>Writes the public data set of a register: GeoPackage, GeoJSON and CSV of the verified and issued addresses, with a dictionary of the fields, counts, licence and a description for data portals (DCAT-AP).

It holds no personal data: no field of a person, no remarks, no names of houses; a value that seems to tell of a person, such as a telephone number in a shop's name, is left empty and counted. The profile of open data says which fields there are. The register writes down that the data was published.</source>
        <translation>Ghi bộ dữ liệu mở của sổ địa chỉ: GeoPackage, GeoJSON và CSV gồm các địa chỉ đã xác thực và đã cấp, kèm từ điển trường, số lượng, giấy phép và mô tả cho cổng dữ liệu (DCAT-AP).

Bộ dữ liệu không có dữ liệu cá nhân: không có trường về người, không có ghi chú, không có tên của nhà ở; giá trị có vẻ cho biết về một người, như số điện thoại trong tên cửa hàng, được để trống và đếm lại. Các trường được công bố do cấu hình dữ liệu mở quy định. Sổ địa chỉ ghi lại lần công bố.</translation>
    </message>
    <message>
        <location filename="../processing/publish_open_data.py"/>
        <source>address,open data,publish,GeoJSON,CSV,GeoPackage,DCAT,licence,portal</source>
        <translation>địa chỉ,dữ liệu mở,công bố,GeoJSON,CSV,GeoPackage,DCAT,giấy phép,cổng dữ liệu</translation>
    </message>
    <message>
        <location filename="../processing/publish_open_data.py"/>
        <source>Profile of the open data</source>
        <translation>Cấu hình dữ liệu mở</translation>
    </message>
    <message>
        <location filename="../processing/publish_open_data.py"/>
        <source>A JSON file that says which fields and stages are published. Empty: the one in profiles/open_data beside the register, else the shipped one.</source>
        <translation>Tệp JSON cho biết các trường và trạng thái được công bố. Để trống: tệp trong profiles/open_data cạnh sổ địa chỉ, nếu không có thì dùng tệp kèm theo.</translation>
    </message>
    <message>
        <location filename="../processing/publish_open_data.py"/>
        <location filename="../processing/share_data.py"/>
        <source>Of the names of classes and titles. Empty: the language of QGIS.</source>
        <translation>Của tên loại đối tượng và tiêu đề. Để trống: ngôn ngữ của QGIS.</translation>
    </message>
    <message>
        <location filename="../processing/publish_open_data.py"/>
        <location filename="../ui/publish_data.py"/>
        <source>Folder for the data</source>
        <translation>Thư mục chứa dữ liệu</translation>
    </message>
    <message>
        <location filename="../processing/publish_open_data.py"/>
        <source>Files of an earlier publication in it are replaced.</source>
        <translation>Các tệp của lần công bố trước trong thư mục này được thay thế.</translation>
    </message>
    <message>
        <location filename="../processing/publish_open_data.py"/>
        <source>Addresses published</source>
        <translation>Số địa chỉ được công bố</translation>
    </message>
    <message>
        <location filename="../processing/publish_open_data.py"/>
        <source>Values left empty</source>
        <translation>Số giá trị để trống</translation>
    </message>
    <message>
        <location filename="../processing/record_filter.py"/>
        <source>The filter cannot be used ({problem}). Correct the expression.</source>
        <translation>Không dùng được điều kiện lọc ({problem}). Hãy sửa lại biểu thức.</translation>
    </message>
    <message>
        <location filename="../processing/register_layers.py"/>
        <source>These layers of the register have unsaved edits: {layers}. Nothing was written. Save or discard the edits (Layer &gt; Save Layer Edits), then run this again.</source>
        <translation>Các lớp sau của sổ địa chỉ có chỉnh sửa chưa lưu: {layers}. Chưa ghi gì. Hãy lưu hoặc bỏ chỉnh sửa (Layer &gt; Save Layer Edits) rồi chạy lại.</translation>
    </message>
    <message>
        <location filename="../processing/registry_account.py"/>
        <source>{url} is no address of a registry. Enter one that begins with https://, without user name, password or token in it: those belong into an authentication configuration of QGIS.</source>
        <translation>{url} không phải địa chỉ của nền tảng. Hãy nhập địa chỉ bắt đầu bằng https://, không kèm tên, mật khẩu hay mã truy cập: những thông tin đó đặt trong cấu hình xác thực của QGIS.</translation>
    </message>
    <message>
        <location filename="../processing/registry_account.py"/>
        <source>The authentication configuration {authcfg} cannot be used. Check it under Settings ▸ Options ▸ Authentication, and the master password (at night: QGIS_AUTH_PASSWORD_FILE).</source>
        <translation>Không dùng được cấu hình xác thực {authcfg}. Hãy kiểm tra tại Thiết lập ▸ Tùy chọn ▸ Xác thực, và mật khẩu chính (khi chạy ban đêm: QGIS_AUTH_PASSWORD_FILE).</translation>
    </message>
    <message>
        <location filename="../processing/registry_account.py"/>
        <source>Address of the registry</source>
        <translation>Địa chỉ của nền tảng</translation>
    </message>
    <message>
        <location filename="../processing/registry_account.py"/>
        <source>Its landing page, with https://. No password or token in it.</source>
        <translation>Trang đầu của hệ thống, có https://. Không kèm mật khẩu hay mã truy cập.</translation>
    </message>
    <message>
        <location filename="../processing/registry_account.py"/>
        <source>Account</source>
        <translation>Tài khoản</translation>
    </message>
    <message>
        <location filename="../processing/registry_account.py"/>
        <source>An authentication configuration of QGIS; only its id is ever kept.</source>
        <translation>Một cấu hình xác thực của QGIS; chỉ mã định danh của nó được lưu.</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Map applications in use (CSV)</source>
        <translation>Ứng dụng bản đồ đang sử dụng (CSV)</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>A table with the columns name, since (like 2026-11-15), link. Those of the report profile are listed as well.</source>
        <translation>Bảng có các cột name (tên), since (ngày, như 2026-11-15), link (liên kết). Ứng dụng khai trong cấu hình báo cáo cũng được liệt kê.</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Report profile (JSON)</source>
        <translation>Cấu hình báo cáo (JSON)</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Columns, groups, targets, closing day. Empty: the shipped one, with what stands in profiles/report beside the register.</source>
        <translation>Cột, nhóm đối tượng, chỉ tiêu, ngày khóa sổ. Để trống: cấu hình kèm theo, cùng những gì ghi trong profiles/report cạnh sổ địa chỉ.</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Template of the document (ODT)</source>
        <translation>Mẫu văn bản (ODT)</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Edited in LibreOffice or Word. Empty: profiles/report/report.odt beside the register, else the shipped one.</source>
        <translation>Sửa bằng LibreOffice hoặc Word. Để trống: profiles/report/report.odt cạnh sổ địa chỉ, nếu không có thì dùng mẫu kèm theo.</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Language of the report</source>
        <translation>Ngôn ngữ của báo cáo</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Such as vi or en. Empty: the language of QGIS.</source>
        <translation>Như vi hoặc en. Để trống: ngôn ngữ của QGIS.</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Table (XLSX)</source>
        <translation>Biểu (XLSX)</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Document (ODT)</source>
        <translation>Văn bản (ODT)</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Document (PDF)</source>
        <translation>Văn bản (PDF)</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <location filename="../processing/review_certificate.py"/>
        <source>Where to write it; left empty, this form of it is not written.</source>
        <translation>Nơi ghi; để trống thì không lập dạng này.</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Reminder letters (folder)</source>
        <translation>Công văn đôn đốc (thư mục)</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>A letter (ODT and PDF) to each commune that misses a target; left empty, none is written.</source>
        <translation>Mỗi xã chưa đạt chỉ tiêu có một công văn (ODT và PDF); để trống thì không lập.</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <location filename="../publish/certificate_words.py"/>
        <source>Objects</source>
        <translation>Số đối tượng</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Collected</source>
        <translation>Đã thu thập</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Notified</source>
        <translation>Đã thông báo</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Plaques mounted</source>
        <translation>Đã gắn biển</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <location filename="../publish/report_words.py"/>
        <source>Targets</source>
        <translation>Chỉ tiêu</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Targets met</source>
        <translation>Chỉ tiêu đạt</translation>
    </message>
    <message>
        <location filename="../processing/report_outputs.py"/>
        <source>Communes that miss a target</source>
        <translation>Xã chưa đạt chỉ tiêu</translation>
    </message>
    <message>
        <location filename="../processing/reserve_block.py"/>
        <source>Reserve a block of codes at the registry</source>
        <translation>Xin nền tảng giữ một dải số</translation>
    </message>
    <message>
        <location filename="../processing/reserve_block.py"/>
        <source>Asks the registry for numbers of a commune that nobody else gets, and enters them as a block with the registry's document; from then on codes are given out of it, offline. Where no answer comes, run it again: the registry then gives the same numbers, and none are reserved twice. For registries that do this over the network; for all others there is “Add code block”.</source>
        <translation>Xin nền tảng một dải số của xã không cấp cho ai khác và nhập thành dải số kèm văn bản của nền tảng; từ đó mã được cấp từ dải này, không cần mạng. Nếu không có trả lời, hãy chạy lại: nền tảng trả đúng dải số đó, không số nào bị giữ hai lần. Dùng cho nền tảng có chức năng này qua mạng; với các nền tảng khác đã có “Thêm dải số”.</translation>
    </message>
    <message>
        <location filename="../processing/reserve_block.py"/>
        <source>address,register,block,range,numbers,code,registry,reserve</source>
        <translation>địa chỉ,sổ,dải,dải số,số,mã,nền tảng,giữ số,xin số</translation>
    </message>
    <message>
        <location filename="../processing/reserve_block.py"/>
        <source>How many numbers</source>
        <translation>Bao nhiêu số</translation>
    </message>
    <message>
        <location filename="../processing/reserve_block.py"/>
        <source>As many as are needed until the next time; what is not used stays reserved.</source>
        <translation>Đủ dùng đến lần xin sau; số chưa dùng vẫn được giữ.</translation>
    </message>
    <message>
        <location filename="../processing/reserve_block.py"/>
        <source>The blocks, each with its range</source>
        <translation>Các dải, mỗi dải kèm khoảng số</translation>
    </message>
    <message>
        <location filename="../processing/reserve_block.py"/>
        <source>Commune {commune}: block {block} ({document})</source>
        <translation>Xã {commune}: dải {block} ({document})</translation>
    </message>
    <message>
        <location filename="../processing/reserve_block.py"/>
        <location filename="../ui/sync_registry.py"/>
        <source>The block was entered before; nothing had to be done.</source>
        <translation>Dải này đã nhập từ trước; không phải làm gì thêm.</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <source>Settle conflicts with the registry</source>
        <translation>Giải quyết xung đột với nền tảng</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <source>Closes conflicts that a sync has found: for each field that both sides changed, ours or the registry's value stays. What only one side changed stays as that side has it. What is ours is sent with the next sync. The page Sync of the dock shows both sides and the map; this is for many conflicts at once.</source>
        <translation>Đóng các xung đột mà lần đồng bộ đã tìm thấy: với mỗi trường cả hai bên cùng sửa, giữ giá trị tại đây hoặc giá trị của nền tảng. Trường chỉ một bên sửa thì giữ theo bên đó. Giá trị tại đây được gửi ở lần đồng bộ sau. Trang Đồng bộ của bảng công cụ cho xem hai bên và bản đồ; công cụ này dành cho nhiều xung đột cùng lúc.</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <source>address,register,sync,conflict,registry</source>
        <translation>địa chỉ,sổ,đồng bộ,xung đột,nền tảng</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <location filename="../ui/sync_conflicts.py"/>
        <location filename="../ui/sync_views.py"/>
        <source>Conflicts</source>
        <translation>Xung đột</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <source>Numbers of the conflicts (conflict_id), with commas between; empty: all open ones.</source>
        <translation>Số hiệu các xung đột (conflict_id), cách nhau bằng dấu phẩy; để trống: mọi xung đột chưa giải quyết.</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <source>Ours stays</source>
        <translation>Giữ giá trị tại đây</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <source>The registry's is taken</source>
        <translation>Lấy giá trị của nền tảng</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <location filename="../ui/number_style.py"/>
        <source>Side</source>
        <translation>Bên</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <source>Whose value stays in the fields that are not named below.</source>
        <translation>Giữ giá trị của bên nào ở những trường không nêu bên dưới.</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <source>Choice by field</source>
        <translation>Chọn theo trường</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <source>JSON, column and side, for instance {example}.</source>
        <translation>JSON gồm cột và bên, ví dụ {example}.</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <source>Conflicts settled</source>
        <translation>Số xung đột đã giải quyết</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <location filename="../ui/sync_conflicts.py"/>
        <source>{count} conflicts are settled.</source>
        <translation>Đã giải quyết {count} xung đột.</translation>
    </message>
    <message>
        <location filename="../processing/resolve_conflicts.py"/>
        <source>“{text}” does not say “mine” or “theirs” by column.</source>
        <translation>“{text}” không cho biết “mine” hay “theirs” theo cột.</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <source>There is no backup {backup}. Choose one from the folder {folder}.</source>
        <translation>Không có bản sao lưu {backup}. Hãy chọn một bản trong thư mục {folder}.</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <source>{register} is on a PostgreSQL server: its backups are the database's own (pg_dump), and pg_restore brings one back into a new database, as docs/postgresql.md says. What the last tool wrote, “Undo the last apply” takes back there, too.</source>
        <translation>{register} nằm trên máy chủ PostgreSQL: bản sao lưu của sổ là bản sao lưu của cơ sở dữ liệu (pg_dump), và pg_restore khôi phục bản đó vào một cơ sở dữ liệu mới, theo docs/postgresql.md. Những gì công cụ vừa ghi thì “Hoàn tác lần ghi gần nhất” cũng thu lại được trên máy chủ.</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <location filename="../ui/backups_box.py"/>
        <source>Restore a backup</source>
        <translation>Khôi phục bản sao lưu</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <source>Makes the register what it was in a backup, the newest one unless another is chosen. The state before is backed up first, so that this can be taken back too. Codes given since the backup are never given again.</source>
        <translation>Đưa sổ địa chỉ về đúng như trong bản sao lưu; nếu không chọn thì dùng bản mới nhất. Trạng thái hiện tại được sao lưu trước nên có thể quay lại. Các mã đã gán sau bản sao lưu sẽ không bao giờ cấp lại.</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <source>address,register,backup,restore</source>
        <translation>địa chỉ số,sổ địa chỉ,sao lưu,khôi phục,khoi phuc,address,register,backup,restore</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <source>Backup</source>
        <translation>Bản sao lưu</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <source>Backup of a register (*.gpkg)</source>
        <translation>Bản sao lưu của sổ địa chỉ (*.gpkg)</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <source>A file of the folder beside the register; the newest one if none is chosen.</source>
        <translation>Một tệp trong thư mục bên cạnh sổ địa chỉ; để trống thì dùng bản mới nhất.</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <source>Backup that was restored</source>
        <translation>Bản sao lưu đã khôi phục</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <source>Backup of the state before</source>
        <translation>Bản sao lưu của trạng thái trước đó</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <location filename="../processing/undo_apply.py"/>
        <source>Codes never given again</source>
        <translation>Số mã không bao giờ cấp lại</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <source>Official codes that stay known</source>
        <translation>Số mã đã cấp vẫn được ghi nhận</translation>
    </message>
    <message>
        <location filename="../processing/restore_backup.py"/>
        <source>Restored {backup}; {burned} codes given since are never given again.</source>
        <translation>Đã khôi phục {backup}; {burned} mã gán sau đó không bao giờ cấp lại.</translation>
    </message>
    <message>
        <location filename="../processing/result_layer.py"/>
        <source>The layer of results cannot be written ({problem}). The results stand in the register all the same. Check the free space, or choose another file.</source>
        <translation>Không ghi được lớp kết quả ({problem}). Kết quả vẫn có trong sổ. Hãy kiểm tra dung lượng trống, hoặc chọn tệp khác.</translation>
    </message>
    <message>
        <location filename="../processing/result_numbers.py"/>
        <source>“{text}” is no number of a result. Write numbers with commas between, such as 12,13,14.</source>
        <translation>“{text}” không phải là số hiệu kết quả. Hãy ghi các số cách nhau bằng dấu phẩy, ví dụ 12,13,14.</translation>
    </message>
    <message>
        <location filename="../processing/retention_report.py"/>
        <source>Report: personal data past their date</source>
        <translation>Báo cáo: dữ liệu cá nhân quá hạn lưu</translation>
    </message>
    <message>
        <location filename="../processing/retention_report.py"/>
        <source>Lists the people whose retention date has passed, the longest first, and those for whom none was set, with their legal basis. Names and telephones are masked; the number of the record is what "Erase a person's data" takes.</source>
        <translation>Liệt kê những người có dữ liệu đã quá hạn lưu, quá hạn lâu nhất trước, và những người chưa ghi hạn lưu, kèm căn cứ xử lý. Họ tên và điện thoại được che bớt; số bản ghi dùng được cho công cụ “Xóa dữ liệu cá nhân của một người”.</translation>
    </message>
    <message>
        <location filename="../processing/retention_report.py"/>
        <source>address,register,person,personal data,privacy,retention,report</source>
        <translation>địa chỉ,sổ,dữ liệu cá nhân,quyền riêng tư,hạn lưu,báo cáo</translation>
    </message>
    <message>
        <location filename="../processing/retention_report.py"/>
        <source>As of (date)</source>
        <translation>Tính đến ngày</translation>
    </message>
    <message>
        <location filename="../processing/retention_report.py"/>
        <source>People past their date</source>
        <translation>Người có dữ liệu quá hạn</translation>
    </message>
    <message>
        <location filename="../processing/retention_report.py"/>
        <source>One row per record of a person; days is -1 where no date was set.</source>
        <translation>Mỗi bản ghi về người một dòng; số ngày là -1 nếu chưa ghi hạn lưu.</translation>
    </message>
    <message>
        <location filename="../processing/retention_report.py"/>
        <source>Records past their date</source>
        <translation>Bản ghi quá hạn lưu</translation>
    </message>
    <message>
        <location filename="../processing/retention_report.py"/>
        <source>Records without a date</source>
        <translation>Bản ghi chưa có hạn lưu</translation>
    </message>
    <message>
        <location filename="../processing/retention_report.py"/>
        <source>{past} records are past their date, {without} have none.</source>
        <translation>{past} bản ghi quá hạn lưu, {without} bản ghi chưa có hạn lưu.</translation>
    </message>
    <message>
        <location filename="../processing/reverse_geocode.py"/>
        <source>Addresses of places (reverse geocoding)</source>
        <translation>Địa chỉ của điểm (định danh tọa độ thành địa chỉ)</translation>
    </message>
    <message>
        <location filename="../processing/reverse_geocode.py"/>
        <source>Gives each point the address and code of the place: of the building that holds it, else of the parcel, else of the nearest address on the same side of the street, else only the commune. The field dcs_way says which it was, dcs_distance how far the address is in metres. Nothing is changed.</source>
        <translation>Cho mỗi điểm địa chỉ và mã tại đó: của công trình chứa điểm, nếu không thì của thửa đất, nếu không thì của địa chỉ gần nhất cùng phía đường, nếu không thì chỉ xã, phường. Trường dcs_way cho biết cách tìm, dcs_distance cho biết khoảng cách (mét). Không có gì bị thay đổi.</translation>
    </message>
    <message>
        <location filename="../processing/reverse_geocode.py"/>
        <source>address,reverse,geocode,point,nearest,building,parcel,gps</source>
        <translation>địa chỉ,ngược,định vị,điểm,gần nhất,công trình,thửa đất,gps</translation>
    </message>
    <message>
        <location filename="../processing/reverse_geocode.py"/>
        <source>Points</source>
        <translation>Điểm</translation>
    </message>
    <message>
        <location filename="../processing/reverse_geocode.py"/>
        <source>Places in any CRS, from a GPS or a table with coordinates, say.</source>
        <translation>Các điểm trong hệ tọa độ bất kỳ, ví dụ từ GPS hoặc bảng tọa độ.</translation>
    </message>
    <message>
        <location filename="../processing/reverse_geocode.py"/>
        <source>Largest distance (metres)</source>
        <translation>Khoảng cách lớn nhất (mét)</translation>
    </message>
    <message>
        <location filename="../processing/reverse_geocode.py"/>
        <source>How far away the nearest address may be where no building holds the point.</source>
        <translation>Địa chỉ gần nhất được cách bao xa khi không công trình nào chứa điểm.</translation>
    </message>
    <message>
        <location filename="../processing/reverse_geocode.py"/>
        <source>Points with addresses</source>
        <translation>Điểm có địa chỉ</translation>
    </message>
    <message>
        <location filename="../processing/reverse_geocode.py"/>
        <source>The points with the address, code, commune, distance, and how it was found.</source>
        <translation>Các điểm kèm địa chỉ, mã, xã, phường, khoảng cách và cách tìm.</translation>
    </message>
    <message>
        <location filename="../processing/review_certificate.py"/>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../ui/review_check.py"/>
        <source>Certificate of review</source>
        <translation>Phiếu kết quả rà soát</translation>
    </message>
    <message>
        <location filename="../processing/review_certificate.py"/>
        <source>Writes what the checks of a register came to: what was checked, when, by whom and by which version of the rules, which data, the results by rule and by commune, and every exception with its reason. For printing as PDF, for reading as a web page. No people stand in it but those who checked and excepted.</source>
        <translation>Lập phiếu về kết quả kiểm tra sổ: đã kiểm tra những gì, khi nào, ai kiểm tra, theo phiên bản quy tắc nào, trên dữ liệu nào, kết quả theo quy tắc và theo xã, và mọi ngoại lệ kèm lý do. Dạng PDF để in, dạng trang web để đọc. Phiếu chỉ nêu người kiểm tra và người ghi nhận ngoại lệ, không có dữ liệu cá nhân nào khác.</translation>
    </message>
    <message>
        <location filename="../processing/review_certificate.py"/>
        <source>address,register,review,certificate,report,pdf</source>
        <translation>địa chỉ,sổ,rà soát,phiếu,báo cáo,pdf</translation>
    </message>
    <message>
        <location filename="../processing/review_certificate.py"/>
        <source>Certificate (PDF)</source>
        <translation>Phiếu kết quả (PDF)</translation>
    </message>
    <message>
        <location filename="../processing/review_certificate.py"/>
        <source>Certificate (web page)</source>
        <translation>Phiếu kết quả (trang web)</translation>
    </message>
    <message>
        <location filename="../processing/review_certificate.py"/>
        <location filename="../publish/certificate_words.py"/>
        <source>Open errors</source>
        <translation>Lỗi chưa xử lý</translation>
    </message>
    <message>
        <location filename="../processing/review_certificate.py"/>
        <source>Open warnings</source>
        <translation>Cảnh báo chưa xử lý</translation>
    </message>
    <message>
        <location filename="../processing/review_certificate.py"/>
        <source>Open pieces of information</source>
        <translation>Thông tin chưa xử lý</translation>
    </message>
    <message>
        <location filename="../processing/reviewed_numbers.py"/>
        <source>The layer {layer} is no proposal of house numbers: it has no field {field}. Choose the layer that a dry run made.</source>
        <translation>Lớp {layer} không phải đề xuất số nhà: thiếu trường {field}. Hãy chọn lớp do lần chạy thử tạo ra.</translation>
    </message>
    <message>
        <location filename="../processing/reviewed_numbers.py"/>
        <source>The proposal says "{decision}" for {number}. Write exclude, or nothing; another number goes into decision_number.</source>
        <translation>Đề xuất ghi "{decision}" cho số {number}. Hãy ghi exclude hoặc để trống; số khác thì ghi vào decision_number.</translation>
    </message>
    <message>
        <location filename="../processing/reviewed_numbers.py"/>
        <source>The proposal has the number "{number}", which has no digit. Correct decision_number, or exclude it.</source>
        <translation>Đề xuất có số "{number}" không chứa chữ số nào. Hãy sửa decision_number hoặc loại ra.</translation>
    </message>
    <message>
        <location filename="../processing/reviewed_plan.py"/>
        <source>The reviewed plan was made for another state of the register (revision {expected}, now {found}). Nothing was written. Make the plan again and review that one.</source>
        <translation>Kế hoạch đã rà soát được lập cho trạng thái khác của sổ địa chỉ (lần ghi {expected}, nay là {found}). Chưa ghi gì. Hãy lập lại kế hoạch và rà soát kế hoạch mới.</translation>
    </message>
    <message>
        <location filename="../processing/reviewed_plan.py"/>
        <source>The reviewed plan was made for another register. Nothing was written. Choose the register that it was made for, or make the plan again for this one.</source>
        <translation>Kế hoạch đã rà soát được lập cho một sổ địa chỉ khác. Chưa ghi gì. Hãy chọn đúng sổ mà kế hoạch được lập cho, hoặc lập lại kế hoạch cho sổ này.</translation>
    </message>
    <message>
        <location filename="../processing/reviewed_plan.py"/>
        <source>The layer {layer} is no plan: it has no field {field}. Choose the layer that a dry run made.</source>
        <translation>Lớp {layer} không phải kế hoạch: thiếu trường {field}. Hãy chọn lớp do lần chạy thử tạo ra.</translation>
    </message>
    <message>
        <location filename="../processing/reviewed_plan.py"/>
        <source>The reviewed plan says "{decision}" about {ref}, which is no decision. Write one of {known}, or nothing.</source>
        <translation>Kế hoạch đã rà soát ghi “{decision}” cho {ref}, đây không phải là quyết định hợp lệ. Hãy ghi một trong {known}, hoặc để trống.</translation>
    </message>
    <message>
        <location filename="../processing/reviewed_plan.py"/>
        <source>The reviewed plan was made for the code scheme {planned}, not for {scheme}. Nothing was written. Choose the same scheme, or make the plan again.</source>
        <translation>Kế hoạch đã rà soát được lập cho bộ mã {planned}, không phải {scheme}. Chưa ghi gì. Hãy chọn đúng bộ mã đó, hoặc lập lại kế hoạch.</translation>
    </message>
    <message>
        <location filename="../processing/reviewed_plan.py"/>
        <source>The land layer or the options have changed since the plan was reviewed: {refs} would now become something else than what was reviewed. Nothing was written. Make the plan again and review that one.</source>
        <translation>Lớp dữ liệu hoặc các tùy chọn đã thay đổi sau khi rà soát kế hoạch: kết quả của {refs} nay sẽ khác với kế hoạch đã rà soát. Chưa ghi gì. Hãy lập lại kế hoạch và rà soát kế hoạch mới.</translation>
    </message>
    <message>
        <location filename="../processing/server_project.py"/>
        <source>Project for QGIS Server</source>
        <translation>Dự án cho QGIS Server</translation>
    </message>
    <message>
        <location filename="../processing/server_project.py"/>
        <source>Writes a folder for QGIS Server: a project with its own copy of the verified and issued addresses, the communes, settlements and streets. It serves maps (WMS, with a style and a sheet for each theme), and data (WFS, OGC API – Features) to read.

The register itself is never served. The copy holds no personal data; run this again to bring it up to date. The register writes down that it was made.</source>
        <translation>Ghi một thư mục cho QGIS Server: dự án kèm bản sao riêng gồm các địa chỉ đã xác thực và đã cấp, xã phường, thôn, tổ dân phố và đường phố. Dịch vụ cung cấp bản đồ (WMS, mỗi chủ đề có kiểu hiển thị và trang in) và dữ liệu chỉ đọc (WFS, OGC API – Features).

Bản thân sổ địa chỉ không bao giờ được đưa lên máy chủ. Bản sao không có dữ liệu cá nhân; chạy lại để cập nhật. Sổ địa chỉ ghi lại lần lập.</translation>
    </message>
    <message>
        <location filename="../processing/server_project.py"/>
        <source>address,server,QGIS Server,WMS,WFS,OGC API,service,share,map</source>
        <translation>địa chỉ,máy chủ,QGIS Server,WMS,WFS,OGC API,dịch vụ,chia sẻ,bản đồ</translation>
    </message>
    <message>
        <location filename="../processing/server_project.py"/>
        <source>Address of the service</source>
        <translation>Địa chỉ của dịch vụ</translation>
    </message>
    <message>
        <location filename="../processing/server_project.py"/>
        <source>Where the service will be found. Empty: the server says it.</source>
        <translation>Nơi truy cập dịch vụ. Để trống: do máy chủ cho biết.</translation>
    </message>
    <message>
        <location filename="../processing/server_project.py"/>
        <source>Of the names of layers and classes. Empty: the language of QGIS.</source>
        <translation>Của tên lớp và tên loại đối tượng. Để trống: ngôn ngữ của QGIS.</translation>
    </message>
    <message>
        <location filename="../processing/server_project.py"/>
        <location filename="../ui/publish_data.py"/>
        <source>Folder for the server</source>
        <translation>Thư mục cho máy chủ</translation>
    </message>
    <message>
        <location filename="../processing/server_project.py"/>
        <source>Copy the whole folder to the server. Files of an earlier run in it are replaced.</source>
        <translation>Sao chép cả thư mục lên máy chủ. Các tệp của lần chạy trước trong thư mục được thay thế.</translation>
    </message>
    <message>
        <location filename="../processing/server_project.py"/>
        <source>Addresses served</source>
        <translation>Số địa chỉ được cung cấp</translation>
    </message>
    <message>
        <location filename="../processing/set_powers.py"/>
        <source>Set powers (declare, create, verify)</source>
        <translation>Giao quyền (khai báo, tạo lập, xác thực)</translation>
    </message>
    <message>
        <location filename="../processing/set_powers.py"/>
        <source>Says who may declare, create and verify addresses in this register, and shows who may now. At first everybody declares and creates, and nobody verifies until someone is named. Names are those that programs tell: the login name on the computer, or the full name that QGIS knows; give both where they differ. * is everybody, - is nobody; an empty field stays as it is.

The register refuses a step by someone who does not hold its power, in whatever program. But it is a file and asks for no password: whoever can write it can also write another name. It keeps colleagues to their tasks and shows who did what; against misuse, protect the file and its folder. Each change of powers is recorded.

On a PostgreSQL server powers are roles of the database (diachiso_declare, diachiso_create, diachiso_verify), which the server itself enforces: names are logins there, * is refused, and who sets them needs the right to give roles (CREATEROLE). The keeper always declares and creates.</source>
        <translation>Quy định ai được khai báo, tạo lập, xác thực địa chỉ trong sổ này, và cho xem hiện ai có quyền. Ban đầu mọi người đều khai báo, tạo lập được, và chưa ai được xác thực cho đến khi có người được giao. Tên là tên mà chương trình cho biết: tên đăng nhập máy tính, hoặc họ tên mà QGIS biết; hai tên khác nhau thì ghi cả hai. * là mọi người, - là không ai; ô để trống thì giữ nguyên.

Sổ từ chối bước do người chưa được giao quyền thực hiện, dù trong chương trình nào. Nhưng sổ là một tệp, không hỏi mật khẩu: ai ghi được vào tệp thì cũng ghi được tên người khác. Việc giao quyền giúp đồng nghiệp làm đúng phần việc và cho biết ai đã làm gì; để chống lạm dụng, hãy bảo vệ tệp và thư mục chứa tệp. Mọi lần giao quyền đều được ghi lại.

Trên máy chủ PostgreSQL, quyền là vai trò của cơ sở dữ liệu (diachiso_declare, diachiso_create, diachiso_verify), do chính máy chủ kiểm soát: tên là tài khoản trên máy chủ, không dùng được *, và người giao quyền phải có quyền giao vai trò (CREATEROLE). Người giữ sổ luôn được khai báo và tạo lập.</translation>
    </message>
    <message>
        <location filename="../processing/set_powers.py"/>
        <source>address,register,power,permission,role,verify,user</source>
        <translation>địa chỉ,sổ,quyền,phân quyền,vai trò,xác thực,người dùng</translation>
    </message>
    <message>
        <location filename="../processing/set_powers.py"/>
        <source>Who declares</source>
        <translation>Người khai báo</translation>
    </message>
    <message>
        <location filename="../processing/set_powers.py"/>
        <source>Who creates, submits, retires and restores</source>
        <translation>Người tạo lập, gửi, ngừng sử dụng và khôi phục</translation>
    </message>
    <message>
        <location filename="../processing/set_powers.py"/>
        <source>Who verifies, enters what was issued, and rejects</source>
        <translation>Người xác thực, ghi nhận đã cấp và trả lại</translation>
    </message>
    <message>
        <location filename="../processing/set_powers.py"/>
        <source>Names with commas or lines between them; * everybody, - nobody.</source>
        <translation>Các tên cách nhau bằng dấu phẩy hoặc xuống dòng; * mọi người, - không ai.</translation>
    </message>
    <message>
        <location filename="../processing/set_powers.py"/>
        <source>everybody</source>
        <translation>mọi người</translation>
    </message>
    <message>
        <location filename="../processing/set_powers.py"/>
        <source>nobody</source>
        <translation>không ai</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <location filename="../ui/share_dialog.py"/>
        <source>Share data</source>
        <translation>Chia sẻ dữ liệu</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <source>Writes addresses for one recipient, such as another agency: for a purpose, with the fields that you list, until a day. A sheet with the conditions goes along, to be signed.

The register writes down who gave it, when, to whom, why, which fields, how many rows and how many with personal data. Fields of people (person.full_name, person.phone …) go along only when you name them and a legal basis; a record then stands once for each person, and people whose retention date has passed stay out. A value of another field that seems to tell of a person is left empty and counted.</source>
        <translation>Ghi các địa chỉ cho một bên nhận, như một cơ quan khác: theo một mục đích, với các trường được liệt kê, đến một thời hạn. Kèm theo là phiếu nêu điều kiện sử dụng để hai bên ký.

Sổ địa chỉ ghi lại ai cung cấp, khi nào, cho ai, để làm gì, những trường nào, bao nhiêu dòng và bao nhiêu dòng có dữ liệu cá nhân. Các trường về người (person.full_name, person.phone …) chỉ đi kèm khi được nêu tên và có căn cứ pháp lý; khi đó mỗi người là một dòng, người đã hết hạn lưu dữ liệu không được đưa ra. Giá trị của trường khác có vẻ cho biết về một người được để trống và đếm lại.</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <source>address,share,recipient,agency,personal data,export,purpose,expiry</source>
        <translation>địa chỉ,chia sẻ,bên nhận,cơ quan,dữ liệu cá nhân,xuất,mục đích,thời hạn</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <source>The agency, organisation or business that gets the data. Written into the log.</source>
        <translation>Cơ quan, tổ chức hoặc doanh nghiệp nhận dữ liệu. Được ghi vào nhật ký.</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <source>What the recipient needs the data for. Written into the log.</source>
        <translation>Bên nhận cần dữ liệu để làm gì. Được ghi vào nhật ký.</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <source>Names of fields with commas between them, such as code, address_text; a field of people begins with person, such as person.full_name. A wrong name brings up the list of all.</source>
        <translation>Tên các trường, cách nhau bằng dấu phẩy, như code, address_text; trường về người bắt đầu bằng person, như person.full_name. Ghi sai tên sẽ hiện danh sách tất cả các trường.</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <location filename="../publish/share_sheet.py"/>
        <source>May be used until</source>
        <translation>Được sử dụng đến ngày</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <source>A day to come, like 2027-12-31.</source>
        <translation>Một ngày sắp tới, viết như 2027-12-31.</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <source>Needed for fields of people: the law's article, or the number of the request.</source>
        <translation>Cần cho các trường về người: điều luật, hoặc số văn bản đề nghị.</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <source>Codes of classes with commas between them, such as school, health. Empty: all.</source>
        <translation>Mã loại đối tượng, cách nhau bằng dấu phẩy, như school, health. Để trống: tất cả.</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <source>Stages with commas between them. Empty: all but retired ones.</source>
        <translation>Các trạng thái, cách nhau bằng dấu phẩy. Để trống: tất cả trừ ngừng sử dụng.</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <location filename="../ui/publish_data.py"/>
        <source>File for the recipient</source>
        <translation>Tệp cho bên nhận</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <source>The sheet with the conditions is written beside it.</source>
        <translation>Phiếu nêu điều kiện sử dụng được ghi bên cạnh tệp này.</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <location filename="../publish/share_sheet.py"/>
        <location filename="../ui/publish_data.py"/>
        <source>Rows</source>
        <translation>Số dòng</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <location filename="../publish/share_sheet.py"/>
        <source>Rows with personal data</source>
        <translation>Số dòng có dữ liệu cá nhân</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <location filename="../publish/share_sheet.py"/>
        <source>Data sharing sheet</source>
        <translation>Phiếu chia sẻ dữ liệu</translation>
    </message>
    <message>
        <location filename="../processing/share_data.py"/>
        <location filename="../publish/share_sheet.py"/>
        <source>Number in the register's log</source>
        <translation>Số trong nhật ký của sổ</translation>
    </message>
    <message>
        <location filename="../processing/signing_key.py"/>
        <source>There is no key to sign packages with. Under Settings ▸ Options ▸ Authentication add a configuration of the kind Basic named “{name}”, with the key that you share with the registry as its password (at least {shortest} characters), and choose it here.</source>
        <translation>Chưa có khóa để ký gói. Hãy vào Thiết lập ▸ Tùy chọn ▸ Xác thực, thêm một cấu hình loại Basic tên “{name}”, mật khẩu là khóa chung với nền tảng (ít nhất {shortest} ký tự), rồi chọn cấu hình đó ở đây.</translation>
    </message>
    <message>
        <location filename="../processing/signing_key.py"/>
        <source>QGIS's store of passwords is locked. Enter its master password (Settings ▸ Options ▸ Authentication; without a window by the variable QGIS_AUTH_PASSWORD_FILE) and try again.</source>
        <translation>Kho mật khẩu của QGIS đang khóa. Hãy nhập mật khẩu chính (Thiết lập ▸ Tùy chọn ▸ Xác thực; khi chạy không có cửa sổ thì dùng biến QGIS_AUTH_PASSWORD_FILE) rồi làm lại.</translation>
    </message>
    <message>
        <location filename="../processing/signing_key.py"/>
        <source>The configuration “{name}” has no key of at least {shortest} characters. Choose one of the kind Basic, with the shared key as its password.</source>
        <translation>Cấu hình “{name}” không có khóa dài ít nhất {shortest} ký tự. Hãy chọn cấu hình loại Basic có mật khẩu là khóa chung.</translation>
    </message>
    <message>
        <location filename="../processing/source_rows.py"/>
        <source>The layer {layer} has no coordinate reference system. Set it (right-click the layer &gt; Layer CRS), for VN-2000 the one of your province, and try again.</source>
        <translation>Lớp {layer} chưa có hệ tọa độ. Hãy đặt hệ tọa độ (nhấp chuột phải vào lớp &gt; Layer CRS), với VN-2000 thì chọn múi của tỉnh, rồi làm lại.</translation>
    </message>
    <message>
        <location filename="../processing/source_rows.py"/>
        <source>The layer {layer} ({crs}) lies at longitude {lon}, latitude {lat}: outside Viet Nam. Its coordinate reference system is probably wrong: set the right one (right-click the layer &gt; Layer CRS) and try again.</source>
        <translation>Lớp {layer} ({crs}) nằm ở kinh độ {lon}, vĩ độ {lat}: ngoài Việt Nam. Có lẽ hệ tọa độ của lớp bị sai: hãy đặt lại cho đúng (nhấp chuột phải vào lớp &gt; Layer CRS) rồi làm lại.</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <location filename="../ui/sync_words.py"/>
        <source>Push and pull</source>
        <translation>Gửi và nhận</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <location filename="../ui/sync_words.py"/>
        <source>Push</source>
        <translation>Gửi</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <location filename="../ui/sync_words.py"/>
        <source>Pull</source>
        <translation>Nhận</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Records sent</source>
        <translation>Bản ghi đã gửi</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Records received</source>
        <translation>Bản ghi đã nhận</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Records merged</source>
        <translation>Bản ghi đã gộp thay đổi</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Conflicts found</source>
        <translation>Xung đột phát hiện</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Records that the registry refused</source>
        <translation>Bản ghi bị nền tảng từ chối</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Records without an answer yet</source>
        <translation>Bản ghi chưa có trả lời</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Records not ready to be sent</source>
        <translation>Bản ghi chưa đủ điều kiện gửi</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Records submitted</source>
        <translation>Bản ghi đã trình</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Records that still wait</source>
        <translation>Bản ghi còn chờ</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Issued elsewhere, not sent as new</source>
        <translation>Đã cấp từ nơi khác, không gửi như bản ghi mới</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Records that the registry had lost</source>
        <translation>Bản ghi nền tảng đã mất</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Records sent with personal data</source>
        <translation>Bản ghi gửi kèm dữ liệu cá nhân</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>The sync stopped before its end: {reason} Nothing was lost; it goes on from there next time. ({counts})</source>
        <translation>Đồng bộ dừng giữa chừng: {reason} Không mất gì cả; lần sau sẽ tiếp tục từ đó. ({counts})</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Sync the register with a registry</source>
        <translation>Đồng bộ sổ địa chỉ với nền tảng</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Sends what was edited here to a registry (OGC API – Features) and takes in what was changed there: stages, codes, reasons of rejections, records of colleagues. Each edit arrives once, whatever happens on the way: what has no answer is looked up, not sent anew. Where both changed the same, a person chooses (page Sync). Records that lack a basic field or have open errors are not sent, and listed with the reason. A registry that cannot tell a repeated write from a new one is written only while somebody watches (Attended), and nothing is taken in from it. Run without anybody there, a sync that had to stop ends with an error.

Notes are never sent. Personal data is sent only where a file in profiles/sync beside the register names the fields, the recipient, the purpose, the legal basis and the day until which it may be kept; each sending is written down as an export.</source>
        <translation>Gửi những gì đã sửa ở đây lên nền tảng (OGC API – Features) và nhận về những gì đã thay đổi trên đó: trạng thái, mã, lý do trả lại, bản ghi của đồng nghiệp. Mỗi lần sửa đến nơi đúng một lần, dù có sự cố trên đường: thao tác chưa có trả lời thì được hỏi lại, không gửi mới. Nơi cả hai bên cùng sửa thì người dùng chọn (trang Đồng bộ). Bản ghi thiếu trường cơ bản hoặc còn lỗi thì không gửi, và được liệt kê kèm lý do. Nền tảng không phân biệt được lần ghi lặp với lần ghi mới thì chỉ ghi khi có người theo dõi (Có người theo dõi), và không tải gì từ đó về. Khi chạy không có người, lần đồng bộ phải dừng sẽ kết thúc bằng lỗi.

Ghi chú không bao giờ được gửi. Dữ liệu cá nhân chỉ được gửi khi có tệp trong profiles/sync bên cạnh sổ nêu rõ các trường, nơi nhận, mục đích, căn cứ pháp lý và ngày hết hạn lưu; mỗi lần gửi đều được ghi lại như một lần xuất dữ liệu.</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>address,register,sync,registry,push,pull,issue</source>
        <translation>địa chỉ,sổ,đồng bộ,nền tảng,gửi,tải về,cấp mã</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Direction</source>
        <translation>Chiều</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Push sends, pull takes in; both pulls first.</source>
        <translation>Gửi lên là gửi đi, tải về là nhận về; cả hai thì nhận về trước.</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Submit what is complete</source>
        <translation>Trình các bản ghi đã đủ</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Edited records that are created, complete and without errors are submitted and sent. Off: a person submits them first.</source>
        <translation>Bản ghi đã sửa, đã tạo lập, đủ thông tin và không lỗi được trình và gửi. Tắt: người dùng trình trước.</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Attended</source>
        <translation>Có người theo dõi</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Somebody watches: a registry of a lower level may be written, too.</source>
        <translation>Có người theo dõi: được ghi cả vào nền tảng ở mức thấp hơn.</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>The register is an older copy, and that is meant so: everything at the registry is read anew first.</source>
        <translation>Sổ là bản cũ hơn và đúng như ý muốn: trước hết đọc lại toàn bộ dữ liệu của nền tảng.</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Send anew what the registry lost</source>
        <translation>Gửi lại những gì nền tảng đã mất</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>The registry's keeper has said that its data is lost for good. What it once accepted and no longer has is sent as new; where it has an older state, or somebody has worked on that since, a person chooses. What was verified or issued waits there for the verifier again; codes stay.</source>
        <translation>Đơn vị quản lý nền tảng đã xác nhận dữ liệu mất hẳn. Những gì nền tảng từng tiếp nhận mà nay không còn sẽ được gửi lại như mới; nơi nền tảng có trạng thái cũ mà đã có người sửa tiếp thì người dùng chọn. Bản ghi đã xác thực hoặc đã cấp phải chờ xác thực lại trên nền tảng; mã địa chỉ giữ nguyên.</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Note to this sync</source>
        <translation>Ghi chú cho lần đồng bộ</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Stands in the history of syncs. No names of people.</source>
        <translation>Lưu trong lịch sử đồng bộ. Không ghi tên người.</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>The records that were not ready to be sent, each with the reason.</source>
        <translation>Các bản ghi chưa đủ điều kiện gửi, kèm lý do.</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Why it stopped</source>
        <translation>Lý do dừng</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>What is to be known of it</source>
        <translation>Điều cần biết</translation>
    </message>
    <message>
        <location filename="../processing/sync_register.py"/>
        <source>Number of the sync</source>
        <translation>Số thứ tự lần đồng bộ</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Thematic map</source>
        <translation>Bản đồ chuyên đề</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Writes maps of the register's objects by their classes as PDF and PNG, with legend, scale and source: health, education, tourism, farm products, fire hydrants, epidemiology, disease-safe zones.

Each theme is a profile: a province may change it, or add its own in profiles/themes beside the register. A layer of zones, such as outbreaks or safe zones, is coloured by what its field says. The same themes stand in the register's project, with sheets to change in the layout designer. No names of houses or people are on a map.</source>
        <translation>Lập bản đồ các đối tượng trong sổ địa chỉ theo loại, ghi ra PDF và PNG, có chú giải, tỷ lệ và nguồn: y tế, giáo dục, du lịch, nông sản, trụ nước cứu hỏa, dịch tễ, vùng an toàn dịch bệnh.

Mỗi chủ đề là một tệp cấu hình: tỉnh có thể sửa, hoặc thêm chủ đề riêng trong profiles/themes cạnh sổ địa chỉ. Lớp vùng, như vùng dịch hoặc vùng an toàn, được tô màu theo giá trị của trường. Các chủ đề này cũng có trong dự án của sổ, kèm trang in để sửa trong trình thiết kế trang in. Trên bản đồ không có tên của nhà ở và tên người.</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>map,theme,health,school,tourism,farm,hydrant,epidemiology,safe zone,legend,PDF,PNG,print</source>
        <translation>bản đồ,chuyên đề,y tế,trường học,du lịch,nông sản,cứu hỏa,dịch tễ,vùng an toàn,chú giải,PDF,PNG,in</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Theme</source>
        <translation>Chủ đề</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>health, education, tourism, farm_products, fire_hydrants, epidemiology, safe_zones, or all of them.</source>
        <translation>health (y tế), education (giáo dục), tourism (du lịch), farm_products (nông sản), fire_hydrants (trụ nước cứu hỏa), epidemiology (dịch tễ), safe_zones (vùng an toàn), hoặc all (tất cả).</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Only the objects of this commune. Empty: of all communes.</source>
        <translation>Chỉ các đối tượng của xã, phường này. Để trống: tất cả.</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <location filename="../publish/maps/map_words.py"/>
        <source>Zones</source>
        <translation>Vùng</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Polygons of outbreaks, safe zones and the like, drawn below the objects.</source>
        <translation>Các vùng dịch, vùng an toàn…, vẽ bên dưới các đối tượng.</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Field with the kind of zone</source>
        <translation>Trường cho biết loại vùng</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Told by words such as vùng dịch, vùng đệm, an toàn. Empty: all of the first kind.</source>
        <translation>Nhận biết theo các từ như vùng dịch, vùng đệm, an toàn. Để trống: tất cả thuộc loại đầu tiên.</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Title of the map</source>
        <translation>Tên bản đồ</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Empty: the theme's.</source>
        <translation>Để trống: tên của chủ đề.</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Paper</source>
        <translation>Khổ giấy</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>The size of the sheet.</source>
        <translation>Kích thước trang in.</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Portrait</source>
        <translation>Trang đứng</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>The sheet stands upright, with the legend below the map.</source>
        <translation>Trang in theo chiều đứng, chú giải nằm dưới bản đồ.</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Theme of your own</source>
        <translation>Chủ đề riêng</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>A JSON file like those in resources/profiles/themes, instead of the theme.</source>
        <translation>Tệp JSON như các tệp trong resources/profiles/themes, dùng thay cho chủ đề.</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Of the map. Empty: the language of QGIS.</source>
        <translation>Của bản đồ. Để trống: ngôn ngữ của QGIS.</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <location filename="../ui/publish_maps.py"/>
        <source>Folder for the maps</source>
        <translation>Thư mục chứa bản đồ</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Maps of the same theme in it are replaced.</source>
        <translation>Bản đồ cùng chủ đề trong thư mục này được thay thế.</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Objects on the maps</source>
        <translation>Số đối tượng trên các bản đồ</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>Maps</source>
        <translation>Số bản đồ</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>{path}: {count} objects</source>
        <translation>{path}: {count} đối tượng</translation>
    </message>
    <message>
        <location filename="../processing/thematic_map.py"/>
        <source>{count} names seem to tell of a person and are not on the map</source>
        <translation>{count} tên có vẻ cho biết về một người nên không ghi trên bản đồ</translation>
    </message>
    <message>
        <location filename="../processing/transforms.py"/>
        <source>Coordinates cannot be transformed from {source} to {target} ({problem}). Check the layer's CRS.</source>
        <translation>Không chuyển được tọa độ từ {source} sang {target} ({problem}). Hãy kiểm tra hệ tọa độ của lớp.</translation>
    </message>
    <message>
        <location filename="../processing/undo_apply.py"/>
        <location filename="../ui/undo_step.py"/>
        <source>Undo the last apply</source>
        <translation>Hoàn tác lần áp dụng gần nhất</translation>
    </message>
    <message>
        <location filename="../processing/undo_apply.py"/>
        <source>Takes the last matching or assignment of codes back: new addresses go, changed ones become what they were. Numbers whose codes have left this computer (exported, printed, synced) are never given again; the others are free again. If people have edited those addresses since, nothing is undone and they are named.</source>
        <translation>Hoàn tác lần ghép mã hoặc gán mã gần nhất: địa chỉ mới bị bỏ, địa chỉ đã đổi trở lại như trước. Số của những mã đã ra khỏi máy này (xuất, in, đồng bộ) không bao giờ cấp lại; các số khác lại được dùng. Nếu sau đó có người đã sửa các địa chỉ ấy thì không hoàn tác gì và nêu rõ các địa chỉ đó.</translation>
    </message>
    <message>
        <location filename="../processing/undo_apply.py"/>
        <source>address,register,undo,revert</source>
        <translation>địa chỉ số,sổ địa chỉ,hoàn tác,hoan tac,address,register,undo,revert</translation>
    </message>
    <message>
        <location filename="../processing/undo_apply.py"/>
        <source>Addresses removed</source>
        <translation>Số địa chỉ đã bỏ</translation>
    </message>
    <message>
        <location filename="../processing/undo_apply.py"/>
        <source>Addresses restored</source>
        <translation>Số địa chỉ trở lại như trước</translation>
    </message>
    <message>
        <location filename="../processing/undo_apply.py"/>
        <source>Codes free again</source>
        <translation>Số mã lại được dùng</translation>
    </message>
    <message>
        <location filename="../processing/undo_apply.py"/>
        <source>Official codes that wait for their object again</source>
        <translation>Số mã đã cấp lại chờ đối tượng</translation>
    </message>
    <message>
        <location filename="../processing/undo_apply.py"/>
        <source>The apply of {at} is undone: {removed} addresses removed, {restored} restored, {freed} codes free again, {burned} never given again.</source>
        <translation>Đã hoàn tác lần áp dụng lúc {at}: bỏ {removed} địa chỉ, {restored} địa chỉ trở lại như trước, {freed} mã lại được dùng, {burned} mã không bao giờ cấp lại.</translation>
    </message>
    <message>
        <location filename="../processing/unit_areas.py"/>
        <source>No area of the layer {layer} is a commune of {day}. Choose the layer of the communes of that day, with their codes or names.</source>
        <translation>Lớp {layer} không có vùng nào là xã của ngày {day}. Hãy chọn lớp ranh giới xã của ngày đó, có mã hoặc tên.</translation>
    </message>
    <message>
        <location filename="../processing/unit_areas.py"/>
        <source>{count} areas of the layer {layer} are no communes of that day and were left out: {names}</source>
        <translation>{count} vùng của lớp {layer} không phải xã của ngày đó nên bị bỏ qua: {names}</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>No plaque is named. Scan or paste codes (CODES), name a print run (BATCH), or choose a filled route list (TABLE).</source>
        <translation>Chưa chọn biển nào. Hãy quét hoặc dán mã (CODES), ghi đợt in (BATCH), hoặc chọn lộ trình đã ghi (TABLE).</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Choose what the plaques are now (STATE): it is needed for codes and print runs.</source>
        <translation>Hãy chọn tình trạng hiện nay của biển (STATE): cần cho mã và đợt in.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>A position or a photo belongs to one plaque, but {count} are named. Leave it out, or give a table with positions and photos.</source>
        <translation>Vị trí hoặc ảnh chỉ của một biển, nhưng có {count} biển được nêu. Hãy bỏ ra, hoặc dùng bảng có vị trí và ảnh.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Update plaques</source>
        <translation>Cập nhật biển</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Follows plaques from the workshop to the wall: ordered, printed, delivered, mounted (when, by whom, photo, position), not mounted with a reason, damaged, replaced, removed. Scan the QR codes of a box of plaques or paste codes; or name a print run; or take in the route list that those who mount have filled in. A scanner may write the whole link of the portal. Each plaque that can take the step takes it; the others are listed with the reason why not. A plaque that hangs more than 50 m from its address is told. Who did it and when stands in the history.</source>
        <translation>Theo dõi biển từ xưởng đến tường: đã đặt làm, đã in, đã giao, đã gắn (ngày, đơn vị, ảnh, vị trí), chưa gắn được kèm lý do, bị hỏng, đã thay, đã tháo. Quét mã QR của cả thùng biển hoặc dán mã; hoặc ghi đợt in; hoặc nhập lộ trình mà người gắn biển đã ghi. Máy quét có thể ghi cả đường dẫn của cổng. Biển nào chuyển được thì chuyển; biển khác được liệt kê kèm lý do. Biển gắn cách địa chỉ hơn 50 m được báo. Ai làm và khi nào được ghi trong lịch sử.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>plaque,mount,deliver,order,scan,barcode,qr,route</source>
        <translation>biển,gắn biển,giao,đặt làm,quét,mã vạch,mã qr,lộ trình</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>What they are now</source>
        <translation>Tình trạng hiện nay</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>The state of the plaques named by codes or a print run.</source>
        <translation>Tình trạng của các biển nêu theo mã hoặc đợt in.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Scanned or pasted codes</source>
        <translation>Mã đã quét hoặc dán</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Codes, links of the portal or address ids, with anything between them.</source>
        <translation>Mã, đường dẫn của cổng hoặc định danh địa chỉ, cách nhau thế nào cũng được.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Or a print run</source>
        <translation>Hoặc một đợt in</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>All plaques of that run that are in use, such as 20261122-1a2b3c.</source>
        <translation>Mọi biển còn dùng của đợt đó, chẳng hạn 20261122-1a2b3c.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Or a filled route list</source>
        <translation>Hoặc lộ trình đã ghi</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>XLSX, XLS, ODS or CSV with the address code and the day of mounting, or the reason why not, or the state; also photo, longitude and latitude. Rows that say nothing are left out.</source>
        <translation>XLSX, XLS, ODS hoặc CSV có mã địa chỉ số và ngày gắn, hoặc lý do chưa gắn, hoặc tình trạng; có thể kèm ảnh, kinh độ, vĩ độ. Dòng không ghi gì được bỏ qua.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Like 22/11/2026; today if empty.</source>
        <translation>Như 22/11/2026; để trống là hôm nay.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <location filename="../publish/plaque_lists.py"/>
        <location filename="../publish/project/side_forms.py"/>
        <source>Mounted by (unit)</source>
        <translation>Đơn vị gắn</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>The unit or team; no telephone numbers.</source>
        <translation>Đơn vị hoặc tổ; không ghi số điện thoại.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Needed where they are not mounted.</source>
        <translation>Cần ghi khi chưa gắn được.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Where it hangs</source>
        <translation>Vị trí gắn</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>The position of one plaque; farther than 50 m from its address it is told.</source>
        <translation>Vị trí của một biển; cách địa chỉ hơn 50 m sẽ được báo.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>The photo's path, relative to the register's folder, of one plaque.</source>
        <translation>Đường dẫn ảnh của một biển, tính từ thư mục của sổ.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Such as: left of the main door.</source>
        <translation>Chẳng hạn: bên trái cửa chính.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Look only</source>
        <translation>Chỉ xem</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>List what would be done and write nothing.</source>
        <translation>Liệt kê những gì sẽ làm, không ghi gì.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Plaques and what became of them</source>
        <translation>Biển và kết quả</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>One row per plaque: its state before and after, why not, what to look at.</source>
        <translation>Mỗi biển một dòng: tình trạng trước và sau, lý do không chuyển, điều cần xem lại.</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Plaques updated</source>
        <translation>Biển đã cập nhật</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Plaques refused</source>
        <translation>Biển không cập nhật được</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>Plaques to look at</source>
        <translation>Biển cần xem lại</translation>
    </message>
    <message>
        <location filename="../processing/update_plaques.py"/>
        <source>{changed} plaques updated, {refused} refused, {warnings} to look at.</source>
        <translation>Đã cập nhật {changed} biển, {refused} không cập nhật được, {warnings} cần xem lại.</translation>
    </message>
    <message>
        <location filename="../processing/update_profile.py"/>
        <source>Settings are brought to a register on a server only. For {register} put the files into the folder {folder}, where they are found.</source>
        <translation>Chỉ sổ trên máy chủ mới cần đưa thiết lập lên. Với {register}, hãy đặt các tệp vào thư mục {folder}, chương trình sẽ tìm thấy ở đó.</translation>
    </message>
    <message>
        <location filename="../processing/update_profile.py"/>
        <source>{folder} is no folder of settings: it holds none of the folders that stand in “profiles” beside a register ({known}). Choose that folder.</source>
        <translation>{folder} không phải thư mục thiết lập: trong đó không có thư mục nào của “profiles” bên cạnh sổ ({known}). Hãy chọn đúng thư mục đó.</translation>
    </message>
    <message>
        <location filename="../processing/update_profile.py"/>
        <source>Update field profile</source>
        <translation>Cập nhật cấu hình trường</translation>
    </message>
    <message>
        <location filename="../processing/update_profile.py"/>
        <source>Gives a register that is in use the fields, words and demands of a province's profile, after a verified backup. Fields are added and never taken away; no record is changed. The forms are made anew. Without a profile, the register gets what this version of the plugin knows more than the one that made it.

On a server, its tables and guards change with it in one transaction. A province's own settings (schemes, classes, rules, letterheads …), which lie in the folder “profiles” beside a register in a file, are kept on the server, too: choose that folder to bring them there.</source>
        <translation>Đưa các trường, nhãn và yêu cầu trong tệp cấu hình của tỉnh vào sổ đang dùng, sau khi sao lưu có kiểm tra. Trường chỉ được thêm, không bị bỏ; không bản ghi nào bị sửa. Biểu mẫu được tạo lại. Không chọn tệp thì sổ nhận những gì phiên bản này có thêm so với phiên bản đã tạo sổ.

Trên máy chủ, các bảng và điều kiện bảo vệ thay đổi theo trong cùng một giao dịch. Thiết lập riêng của tỉnh (kiểu mã, loại đối tượng, quy tắc, tiêu đề văn bản…), vốn nằm trong thư mục “profiles” bên cạnh sổ dạng tệp, cũng được giữ trên máy chủ: hãy chọn thư mục đó để đưa lên.</translation>
    </message>
    <message>
        <location filename="../processing/update_profile.py"/>
        <source>address,register,field,profile,form,project,column</source>
        <translation>địa chỉ,sổ,trường,cấu hình,biểu mẫu,dự án,cột</translation>
    </message>
    <message>
        <location filename="../processing/update_profile.py"/>
        <source>Province's own settings (folder profiles)</source>
        <translation>Thiết lập riêng của tỉnh (thư mục profiles)</translation>
    </message>
    <message>
        <location filename="../processing/update_profile.py"/>
        <source>Only for a register on a server: what stands in this folder replaces the settings that are there.</source>
        <translation>Chỉ dành cho sổ trên máy chủ: nội dung thư mục này thay cho các thiết lập đang có trên đó.</translation>
    </message>
    <message>
        <location filename="../processing/update_profile.py"/>
        <source>Fields added</source>
        <translation>Số trường đã thêm</translation>
    </message>
    <message>
        <location filename="../processing/update_profile.py"/>
        <location filename="../processing/upgrade_register.py"/>
        <source>Fields added: {names}</source>
        <translation>Các trường đã thêm: {names}</translation>
    </message>
    <message>
        <location filename="../processing/update_profile.py"/>
        <source>The register knows this profile already; nothing was changed.</source>
        <translation>Sổ đã có cấu hình này; không có gì thay đổi.</translation>
    </message>
    <message>
        <location filename="../processing/update_profile.py"/>
        <source>Settings that the register on the server has now: {names}</source>
        <translation>Các thiết lập hiện có của sổ trên máy chủ: {names}</translation>
    </message>
    <message>
        <location filename="../processing/upgrade_register.py"/>
        <location filename="../ui/sync_page.py"/>
        <source>Check and upgrade register</source>
        <translation>Kiểm tra và nâng cấp sổ</translation>
    </message>
    <message>
        <location filename="../processing/upgrade_register.py"/>
        <source>Brings a register of an older version of the plugin fully up to this one, after a verified backup: its tables, the fields and demands that this version knows more, its guards, and the project with the forms. Words and demands of the province stay. Triggers that another program has removed (by replacing a table, for example) are put back, and the ledger is compared with the addresses: every disagreement is listed. Triggers on its tables that this version does not know (an older version's, or your own) are taken away and named; their statements stand in the register's log.

Running it again changes nothing in the register.

On a server, its keeper runs it with pg: and the name of the connection: tables, guards and rights are made anew from the register's own profile, and the ledger is compared. Backups there are the database's own; the project is written where “Project for the server” says.</source>
        <translation>Nâng sổ của phiên bản phần mềm cũ lên phiên bản này, sau khi sao lưu có kiểm tra: các bảng, các trường và yêu cầu mới, các ràng buộc bảo vệ, và dự án kèm biểu mẫu. Nhãn và yêu cầu riêng của tỉnh giữ nguyên. Trigger bị phần mềm khác gỡ mất (chẳng hạn khi thay bảng) được đặt lại, sổ cấp mã được đối chiếu với các địa chỉ: mọi chỗ không khớp đều được liệt kê. Trigger trên các bảng của sổ mà phiên bản này không biết (của phiên bản cũ, hoặc do người quản trị tự thêm) bị gỡ và được nêu tên; câu lệnh của chúng còn trong nhật ký của sổ.

Chạy lại lần nữa thì sổ không thay đổi gì.

Trên máy chủ, người giữ sổ chạy công cụ với pg: kèm tên kết nối: các bảng, điều kiện bảo vệ và quyền được tạo lại theo hồ sơ trường của sổ, sổ cấp mã được đối chiếu. Sao lưu ở đó là việc của cơ sở dữ liệu; dự án được ghi vào nơi chọn ở ô “Dự án cho máy chủ”.</translation>
    </message>
    <message>
        <location filename="../processing/upgrade_register.py"/>
        <source>address,register,upgrade,repair,check,trigger,ledger</source>
        <translation>địa chỉ số,sổ địa chỉ,nâng cấp,sửa chữa,kiểm tra,nang cap,address,register,upgrade,repair,check</translation>
    </message>
    <message>
        <location filename="../processing/upgrade_register.py"/>
        <source>Schema version</source>
        <translation>Phiên bản cấu trúc</translation>
    </message>
    <message>
        <location filename="../processing/upgrade_register.py"/>
        <source>Triggers put back</source>
        <translation>Số trình kích đã đặt lại</translation>
    </message>
    <message>
        <location filename="../processing/upgrade_register.py"/>
        <source>Problems in the ledger</source>
        <translation>Số vấn đề trong sổ theo dõi mã</translation>
    </message>
    <message>
        <location filename="../processing/upgrade_register.py"/>
        <source>Triggers taken away</source>
        <translation>Trigger đã gỡ</translation>
    </message>
    <message>
        <location filename="../processing/upgrade_register.py"/>
        <source>Put back: {trigger}</source>
        <translation>Đã đặt lại: {trigger}</translation>
    </message>
    <message>
        <location filename="../processing/upgrade_register.py"/>
        <source>Tables added: {names}</source>
        <translation>Các bảng được thêm: {names}</translation>
    </message>
    <message>
        <location filename="../processing/upgrade_register.py"/>
        <source>Object classes added: {names}</source>
        <translation>Các loại đối tượng được thêm: {names}</translation>
    </message>
    <message>
        <location filename="../processing/upgrade_register.py"/>
        <source>Indexes made: {names}</source>
        <translation>Đã tạo chỉ mục: {names}</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>Cancelled. The register was only read.</source>
        <translation>Đã hủy. Sổ địa chỉ chỉ được đọc.</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>The result cannot be written ({problem}). Check the free space, or choose another file.</source>
        <translation>Không ghi được kết quả ({problem}). Kiểm tra dung lượng trống hoặc chọn tệp khác.</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>Verify addresses</source>
        <translation>Xác thực địa chỉ</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>Looks up each address of a table in the register, however it is written: with or without diacritics, abbreviated, misspelt, with today's or the older units; a code does, too. Each row gets a verdict (exact, partial, ambiguous, none), a score, the parts that differ, and the register's own record with its position. Where several records fit, they are named. The result is a layer of points; nothing is changed.</source>
        <translation>Tra từng địa chỉ của bảng trong sổ địa chỉ, dù viết có dấu hay không dấu, viết tắt, sai chính tả, theo đơn vị hành chính hiện nay hay trước đây; mã địa chỉ số cũng được. Mỗi dòng nhận kết luận (exact – khớp hoàn toàn, partial – khớp một phần, ambiguous – nhiều địa chỉ phù hợp, none – không có), điểm, các thành phần khác nhau và bản ghi trong sổ cùng vị trí. Nếu nhiều bản ghi phù hợp thì liệt kê ra. Kết quả là lớp điểm; không có gì bị thay đổi.</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>address,verify,geocode,match,search,table,excel,csv,code</source>
        <translation>địa chỉ,xác thực,định vị,ghép,tìm kiếm,bảng,excel,csv,mã</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>Table with addresses</source>
        <translation>Bảng có địa chỉ</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>A layer, or a table such as an Excel sheet or a CSV file.</source>
        <translation>Một lớp, hoặc bảng như trang tính Excel hay tệp CSV.</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>Field with the address</source>
        <translation>Trường địa chỉ</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>The whole address in one field, or a code.</source>
        <translation>Toàn bộ địa chỉ trong một trường, hoặc mã địa chỉ số.</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>Verified addresses</source>
        <translation>Địa chỉ đã xác thực</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>The rows of the table with the verdict, at the position of the register's record.</source>
        <translation>Các dòng của bảng kèm kết luận, đặt tại vị trí của bản ghi trong sổ.</translation>
    </message>
    <message>
        <location filename="../processing/verify_addresses.py"/>
        <source>{exact} found, {partial} in part, {ambiguous} where several fit, {none} not found.</source>
        <translation>{exact} tìm thấy, {partial} khớp một phần, {ambiguous} có nhiều địa chỉ phù hợp, {none} không tìm thấy.</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>To answer</source>
        <translation>Cần trả lời</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>How to answer</source>
        <translation>Cách trả lời</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <location filename="../publish/collect_sheet.py"/>
        <source>Lists</source>
        <translation>Danh mục</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Accept</source>
        <translation>Chấp nhận</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Reject</source>
        <translation>Từ chối</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>{recipient}: {count} addresses to verify – {commune}</source>
        <translation>{recipient}: {count} địa chỉ cần xác minh – {commune}</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>{province}, package {number} of {day}</source>
        <translation>{province}, gói số {number}, ngày {day}</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../publish/plaque_lists.py"/>
        <location filename="../publish/report_words.py"/>
        <source>No.</source>
        <translation>STT</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Key (do not change)</source>
        <translation>Khóa (không sửa)</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../ui/plan_model.py"/>
        <source>Object</source>
        <translation>Đối tượng</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <location filename="../publish/plaque_lists.py"/>
        <source>Name of the object</source>
        <translation>Tên đối tượng</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Matter</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <location filename="../publish/lookup_words.py"/>
        <location filename="../publish/plaque_lists.py"/>
        <source>Position (latitude, longitude)</source>
        <translation>Vị trí (vĩ độ, kinh độ)</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Issued address code</source>
        <translation>Mã địa chỉ số được cấp</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Reason, if rejected</source>
        <translation>Lý do nếu từ chối</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Choose “{accept}” or “{reject}”. Empty: not answered yet.</source>
        <translation>Chọn “{accept}” hoặc “{reject}”. Để trống: chưa trả lời.</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>The code that was issued to this address. Empty: none yet.</source>
        <translation>Mã đã cấp cho địa chỉ này. Để trống: chưa cấp.</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>What has to be corrected. Needed where the address is rejected.</source>
        <translation>Nội dung cần sửa. Bắt buộc khi từ chối.</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Each row is an address. Compare it with the place and with your own records.</source>
        <translation>Mỗi dòng là một địa chỉ. Hãy đối chiếu với thực địa và hồ sơ của cơ quan.</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Column “Result”: choose from the list. Leave it empty where you do not know yet.</source>
        <translation>Cột “Kết quả”: chọn trong danh sách. Chưa rõ thì để trống.</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Where you reject, say in a few words what has to be corrected.</source>
        <translation>Khi từ chối, ghi ngắn gọn nội dung cần sửa.</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Where a code has been issued, write all of its digits, zeros in front as well.</source>
        <translation>Khi đã cấp mã, ghi đủ các chữ số, kể cả số 0 ở đầu.</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <source>Grey cells are locked: by the key the answer finds its address. You may filter.</source>
        <translation>Ô màu xám bị khóa: nhờ khóa mà trả lời tìm được địa chỉ. Có thể lọc.</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <location filename="../publish/collect_sheet.py"/>
        <source>Write no names, telephone numbers or numbers of identity papers of people into this sheet.</source>
        <translation>Không ghi họ tên, số điện thoại, số giấy tờ tùy thân của người dân vào bảng này.</translation>
    </message>
    <message>
        <location filename="../publish/answer_sheet.py"/>
        <location filename="../publish/collect_sheet.py"/>
        <source>Send the file back as it is (XLSX), even if not everything is filled in.</source>
        <translation>Gửi lại nguyên tệp này (XLSX), kể cả khi chưa điền hết.</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>Error</source>
        <translation>Lỗi</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>Warning</source>
        <translation>Cảnh báo</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../ui/review_style.py"/>
        <source>Open</source>
        <translation>Chưa xử lý</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../ui/review_style.py"/>
        <source>Mended</source>
        <translation>Đã sửa</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../publish/report_words.py"/>
        <location filename="../ui/completeness_box.py"/>
        <location filename="../ui/plan_review.py"/>
        <location filename="../ui/review_filters.py"/>
        <location filename="../ui/targets_box.py"/>
        <source>(no commune)</source>
        <translation>(chưa rõ xã)</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../publish/project/words.py"/>
        <location filename="../ui/counts_box.py"/>
        <location filename="../ui/review_check.py"/>
        <source>Addresses</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>Rule</source>
        <translation>Quy tắc</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>Level</source>
        <translation>Mức độ</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../publish/report_words.py"/>
        <source>Total</source>
        <translation>Tổng cộng</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../publish/report_words.py"/>
        <source>SOCIALIST REPUBLIC OF VIET NAM</source>
        <translation>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../publish/report_words.py"/>
        <source>Independence – Freedom – Happiness</source>
        <translation>Độc lập – Tự do – Hạnh phúc</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>Written {time}</source>
        <translation>Lập lúc {time}</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>of the address register of {province}</source>
        <translation>Sổ địa chỉ số – {province}</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>No errors are open.</source>
        <translation>Không còn lỗi chưa xử lý.</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>Open: {errors} errors, {warnings} warnings, {infos} pieces of information; {exceptions} exceptions.</source>
        <translation>Chưa xử lý: {errors} lỗi, {warnings} cảnh báo, {infos} thông tin; ngoại lệ: {exceptions}.</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>{count} addresses were edited after the last check: what is said here does not hold for those edits.</source>
        <translation>{count} địa chỉ đã được sửa sau lần kiểm tra gần nhất: phiếu này chưa phản ánh các thay đổi đó.</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>The addresses have never been checked as a whole.</source>
        <translation>Chưa có lần nào kiểm tra toàn bộ địa chỉ.</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>The rules were changed after the check of {what}: the titles are those of today.</source>
        <translation>Bộ quy tắc đã thay đổi sau lần kiểm tra {what}: tên quy tắc ghi theo bộ hiện hành.</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>1. The register</source>
        <translation>1. Sổ được rà soát</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>2. Checks made</source>
        <translation>2. Các lần kiểm tra</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>3. Results by rule</source>
        <translation>3. Kết quả theo quy tắc</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>4. Results by commune</source>
        <translation>4. Kết quả theo xã, phường</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>5. Results by commune and rule</source>
        <translation>5. Kết quả theo xã, phường và quy tắc</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>6. Exceptions</source>
        <translation>6. Ngoại lệ</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>{count} more rules were asked and found nothing: {rules}.</source>
        <translation>{count} quy tắc khác đã kiểm tra và không phát hiện gì: {rules}.</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>There are none.</source>
        <translation>Không có.</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <location filename="../publish/share_sheet.py"/>
        <source>File</source>
        <translation>Tệp</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>Identifier of the register</source>
        <translation>Mã nhận dạng của sổ</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>Province</source>
        <translation>Tỉnh, thành phố</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>Addresses in use</source>
        <translation>Địa chỉ đang sử dụng</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>Version of the data</source>
        <translation>Phiên bản dữ liệu</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>revision {revision}, edit {seq}, read {time}</source>
        <translation>bản {revision}, lần sửa {seq}, đọc lúc {time}</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>What was checked</source>
        <translation>Đối tượng kiểm tra</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>When, by whom</source>
        <translation>Thời điểm, người kiểm tra</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>Rule book</source>
        <translation>Bộ quy tắc</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>all rules</source>
        <translation>mọi quy tắc</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>all rules but: {rules}</source>
        <translation>mọi quy tắc, trừ: {rules}</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>only the rules {rules}</source>
        <translation>chỉ các quy tắc {rules}</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>not for want of streets or commune areas in the register: {rules}</source>
        <translation>chưa kiểm tra được vì sổ chưa có đường hoặc ranh giới xã: {rules}</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>only in {communes}</source>
        <translation>chỉ tại {communes}</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>By whom, when</source>
        <translation>Người ghi nhận, thời điểm</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>MADE BY</source>
        <translation>NGƯỜI LẬP PHIẾU</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>HEAD OF THE OFFICE</source>
        <translation>THỦ TRƯỞNG ĐƠN VỊ</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>(signature, full name)</source>
        <translation>(Ký, ghi rõ họ tên)</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>(signature, seal)</source>
        <translation>(Ký, đóng dấu)</translation>
    </message>
    <message>
        <location filename="../publish/certificate_words.py"/>
        <source>{file} · data revision {revision} · {time}</source>
        <translation>{file} · bản dữ liệu {revision} · {time}</translation>
    </message>
    <message>
        <location filename="../publish/checkout.py"/>
        <source>{path} is not empty. Choose a new or empty folder for the check-out.</source>
        <translation>{path} không trống. Hãy chọn thư mục mới hoặc trống cho bản tách.</translation>
    </message>
    <message>
        <location filename="../publish/checkout.py"/>
        <source>The check-out could not be written to {path} ({problem}). Choose a folder that allows writing.</source>
        <translation>Không ghi được bản tách vào {path} ({problem}). Hãy chọn thư mục cho phép ghi.</translation>
    </message>
    <message>
        <location filename="../publish/collect_sheet.py"/>
        <source>To fill in</source>
        <translation>Phần điền</translation>
    </message>
    <message>
        <location filename="../publish/collect_sheet.py"/>
        <source>How to fill it in</source>
        <translation>Hướng dẫn</translation>
    </message>
    <message>
        <location filename="../publish/collect_sheet.py"/>
        <source>Choose one of the list. What is missing there is added by the land office.</source>
        <translation>Hãy chọn trong danh mục. Mục còn thiếu do cơ quan đất đai bổ sung.</translation>
    </message>
    <message>
        <location filename="../publish/collect_sheet.py"/>
        <source>{commune}: {count} addresses to complete, sheet of {day}</source>
        <translation>{commune}: {count} địa chỉ cần bổ sung, bảng xuất ngày {day}</translation>
    </message>
    <message>
        <location filename="../publish/collect_sheet.py"/>
        <source>To be complete an address needs, as its class asks: {what}.</source>
        <translation>Để đủ thông tin cơ bản, tùy loại đối tượng, địa chỉ cần có: {what}.</translation>
    </message>
    <message>
        <location filename="../publish/collect_sheet.py"/>
        <source>Fill in the white cells. Grey ones are locked: codes never change, and what has been submitted or verified stays as it is.</source>
        <translation>Điền vào các ô trắng. Ô xám đã khóa: mã không bao giờ thay đổi, giá trị đã gửi hoặc đã xác thực được giữ nguyên.</translation>
    </message>
    <message>
        <location filename="../publish/collect_sheet.py"/>
        <source>Yellow cells lack what the basic information needs: begin with them.</source>
        <translation>Ô vàng là thông tin cơ bản còn thiếu: hãy điền các ô này trước.</translation>
    </message>
    <message>
        <location filename="../publish/collect_sheet.py"/>
        <source>Blue columns are basic information, green ones are further information.</source>
        <translation>Cột màu xanh dương là thông tin cơ bản, cột màu xanh lá là thông tin nâng cao.</translation>
    </message>
    <message>
        <location filename="../publish/collect_sheet.py"/>
        <source>Where a cell offers a list, choose from it.</source>
        <translation>Ô nào có danh sách thì chọn trong danh sách.</translation>
    </message>
    <message>
        <location filename="../publish/collect_sheet.py"/>
        <source>Leave empty what you do not know: an empty cell changes nothing.</source>
        <translation>Chưa biết thì để trống: ô trống không làm thay đổi gì.</translation>
    </message>
    <message>
        <location filename="../publish/collect_sheet.py"/>
        <source>Add no rows, and take no hidden columns away: rows find their address by them. You may filter.</source>
        <translation>Không thêm dòng, không xóa các cột ẩn: nhờ đó mỗi dòng tìm được địa chỉ của mình. Có thể lọc.</translation>
    </message>
    <message>
        <location filename="../publish/commune_sheets.py"/>
        <source>The register has no addresses in the commune “{commune}”. Write its code or its name: {known}.</source>
        <translation>Sổ không có địa chỉ nào ở xã, phường “{commune}”. Hãy ghi mã hoặc tên của một trong các xã, phường: {known}.</translation>
    </message>
    <message>
        <location filename="../publish/commune_sheets.py"/>
        <source>The register {path} has no addresses yet. Assign codes first.</source>
        <translation>Sổ {path} chưa có địa chỉ nào. Hãy gán mã trước.</translation>
    </message>
    <message>
        <location filename="../publish/commune_sheets.py"/>
        <source>Without a commune</source>
        <translation>Chưa rõ xã, phường</translation>
    </message>
    <message>
        <location filename="../publish/field_package.py"/>
        <source>{path} holds files already, perhaps a package with work in it. Nothing was written. Choose a new folder.</source>
        <translation>{path} đã có tệp, có thể là một gói đang làm dở. Chưa ghi gì. Hãy chọn thư mục mới.</translation>
    </message>
    <message>
        <location filename="../publish/field_package.py"/>
        <source>The folder {path} could not be written ({problem}). Choose a folder of your own, or free some space.</source>
        <translation>Không ghi được thư mục {path} ({problem}). Hãy chọn thư mục của bạn, hoặc giải phóng bớt dung lượng.</translation>
    </message>
    <message>
        <location filename="../publish/field_package.py"/>
        <source>People may go along only with a reason and a recipient, which are written into the register's log. Fill in both, or leave people out.</source>
        <translation>Chỉ được mang theo thông tin người liên quan khi có lý do và người nhận; hai nội dung này được ghi vào nhật ký của sổ. Hãy điền cả hai, hoặc không mang theo.</translation>
    </message>
    <message>
        <location filename="../publish/handing_over.py"/>
        <source>{path} cannot be written ({problem}). Nothing was handed over. Close it in other programs, check the free space and that you may write into the folder, and try again.</source>
        <translation>Không ghi được {path} ({problem}). Chưa có gì được giao ra. Hãy đóng tệp ở chương trình khác, kiểm tra dung lượng trống và quyền ghi vào thư mục rồi làm lại.</translation>
    </message>
    <message>
        <location filename="../publish/handover.py"/>
        <source>Several communes have a settlement of this name: {communes}. Say for which of them the bag is.</source>
        <translation>Nhiều xã, phường có thôn, tổ dân phố tên này: {communes}. Hãy chọn xã, phường cần lập túi.</translation>
    </message>
    <message>
        <location filename="../publish/lookup_file.py"/>
        <source>The register {path} has no verified or issued address there, so the page would be empty. Take unverified ones along, or wait for the registry.</source>
        <translation>Sổ địa chỉ {path} chưa có địa chỉ nào đã xác thực hoặc đã cấp ở đó nên trang tra cứu sẽ trống. Hãy lấy cả địa chỉ chưa xác thực, hoặc chờ nền tảng xác thực.</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>Digital addresses: look-up – {place}</source>
        <translation>Tra cứu địa chỉ số – {place}</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>{count} addresses, data of {day}, {issuer}. Works without network; holds no personal data.</source>
        <translation>{count} địa chỉ, dữ liệu ngày {day}, {issuer}. Dùng không cần mạng; không có dữ liệu cá nhân.</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>Address, name or code</source>
        <translation>Địa chỉ, tên hoặc mã</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>e.g. 12 le loi, or 0010100062</source>
        <translation>ví dụ: 12 le loi, hoặc 0010100062</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>Type with or without diacritics. A click on the map shows the address there.</source>
        <translation>Gõ có dấu hoặc không dấu. Bấm vào bản đồ để xem địa chỉ tại đó.</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>Nothing found. Try fewer words, or only the street.</source>
        <translation>Không tìm thấy. Hãy thử ít từ hơn, hoặc chỉ ghi tên đường.</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>{count} found</source>
        <translation>Tìm thấy {count}</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>The first {shown} of {count}</source>
        <translation>{shown} kết quả đầu trong {count}</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <location filename="../publish/report_words.py"/>
        <location filename="../ui/layer_roles.py"/>
        <source>Name</source>
        <translation>Tên</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>Class</source>
        <translation>Loại</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>not known yet</source>
        <translation>chưa biết</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>On the portal</source>
        <translation>Trên cổng địa chỉ số</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <location filename="../ui/checkin_conflicts.py"/>
        <location filename="../ui/differences_layer.py"/>
        <source>Copy</source>
        <translation>Bản tách</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>Copied</source>
        <translation>Đã sao chép</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>Not verified yet.</source>
        <translation>Chưa được xác thực.</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>Zoom in</source>
        <translation>Phóng to</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>Zoom out</source>
        <translation>Thu nhỏ</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>Whole map</source>
        <translation>Toàn bản đồ</translation>
    </message>
    <message>
        <location filename="../publish/lookup_words.py"/>
        <source>Map; arrow keys move it, + and - zoom</source>
        <translation>Bản đồ; phím mũi tên để di chuyển, phím + và - để phóng to, thu nhỏ</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>Communes by number of objects</source>
        <translation>Xã, phường theo số đối tượng</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>None</source>
        <translation>Không có</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>{low} to {high}</source>
        <translation>{low} đến {high}</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>Other zones</source>
        <translation>Vùng khác</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>LEGEND</source>
        <translation>CHÚ GIẢI</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>N</source>
        <translation>B</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>Source: address register, data of {day}, version {version}.</source>
        <translation>Nguồn: sổ địa chỉ, dữ liệu ngày {day}, phiên bản {version}.</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>Map projection: {crs}.</source>
        <translation>Hệ tọa độ: {crs}.</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>{count} objects in all</source>
        <translation>tổng số {count} đối tượng</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>By commune:</source>
        <translation>Theo xã, phường:</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>Zones beyond this map: {count}.</source>
        <translation>Số vùng nằm ngoài phạm vi bản đồ: {count}.</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>Others</source>
        <translation>Khác</translation>
    </message>
    <message>
        <location filename="../publish/maps/map_words.py"/>
        <source>Source: address register.</source>
        <translation>Nguồn: sổ địa chỉ.</translation>
    </message>
    <message>
        <location filename="../publish/maps/thematic_map.py"/>
        <source>The register has no object of the theme “{theme}” there. Give the objects their classes ({classes}), or choose another theme or commune.</source>
        <translation>Sổ địa chỉ không có đối tượng nào thuộc chủ đề “{theme}” ở đó. Hãy ghi loại cho đối tượng ({classes}), hoặc chọn chủ đề hay xã, phường khác.</translation>
    </message>
    <message>
        <location filename="../publish/merged_reports.py"/>
        <source>{path} has no sheet of data of a report of the month. Choose the XLSX files as "Report of the month" wrote them, with all their sheets.</source>
        <translation>{path} không có trang số liệu của báo cáo tháng. Hãy chọn tệp XLSX do công cụ “Báo cáo tháng” tạo, còn đủ các trang.</translation>
    </message>
    <message>
        <location filename="../publish/merged_reports.py"/>
        <source>{path}, sheet of data, row {row}: {column} is “{value}”, no count. Have the commune write its report again.</source>
        <translation>{path}, trang số liệu, dòng {row}: {column} là “{value}”, không phải số lượng. Đề nghị xã lập lại báo cáo.</translation>
    </message>
    <message>
        <location filename="../publish/merged_reports.py"/>
        <source>{path}, sheet of data, row {row}: “{value}” is no part of the form. It is one of I, II, III.</source>
        <translation>{path}, trang số liệu, dòng {row}: “{value}” không phải là mục của biểu. Mục là một trong I, II, III.</translation>
    </message>
    <message>
        <location filename="../publish/merged_reports.py"/>
        <source>{path} is the report of {found}, {first} that of {expected}. Choose files of one month.</source>
        <translation>{path} là báo cáo tháng {found}, {first} là báo cáo tháng {expected}. Hãy chọn tệp của cùng một tháng.</translation>
    </message>
    <message>
        <location filename="../publish/merged_reports.py"/>
        <source>{commune} stands in {path} and in {first}: its objects would count twice. Take one of them away.</source>
        <translation>{commune} có trong cả {path} và {first}: đối tượng sẽ bị tính hai lần. Hãy bỏ bớt một tệp.</translation>
    </message>
    <message>
        <location filename="../publish/merged_reports.py"/>
        <source>There is not one address in the reports that are given ({files}), so there is nothing to add up.</source>
        <translation>Các báo cáo đã chọn ({files}) không có địa chỉ nào nên không có gì để tổng hợp.</translation>
    </message>
    <message>
        <location filename="../publish/merged_reports.py"/>
        <source>No files are given. Choose the XLSX files of the communes.</source>
        <translation>Chưa chọn tệp nào. Hãy chọn các tệp XLSX của các xã.</translation>
    </message>
    <message>
        <location filename="../publish/month_report.py"/>
        <source>Nothing was kept for {period}, and the register does not tell any more what it held then. Kept are: {kept}. The figures of a month are kept when its report is made, until the next month closes.</source>
        <translation>Không có số liệu lưu cho kỳ {period}, và sổ địa chỉ không còn cho biết tình trạng lúc đó. Các kỳ đã lưu: {kept}. Số liệu của một tháng được lưu khi lập báo cáo tháng đó, trước khi tháng sau khóa sổ.</translation>
    </message>
    <message>
        <location filename="../publish/notice_run.py"/>
        <source>There is nobody to be told. Of {count} chosen addresses {not_issued} have no issued code, of {told} somebody has been told already (tell them again if they are to get another notice), of {nobody} nobody is known.</source>
        <translation>Không có ai để thông báo. Trong {count} địa chỉ đã chọn, {not_issued} chưa có mã được cấp, {told} đã có người được thông báo (chọn thông báo lại nếu cần gửi thêm), {nobody} chưa biết ai.</translation>
    </message>
    <message>
        <location filename="../publish/notice_run.py"/>
        <location filename="../publish/plaque_run.py"/>
        <source>Its code has not been issued</source>
        <translation>Mã chưa được cấp</translation>
    </message>
    <message>
        <location filename="../publish/notice_run.py"/>
        <source>Somebody has been told already</source>
        <translation>Đã có người được thông báo</translation>
    </message>
    <message>
        <location filename="../publish/notice_run.py"/>
        <source>Nobody is known there</source>
        <translation>Chưa biết ai tại đó</translation>
    </message>
    <message>
        <location filename="../publish/notice_run.py"/>
        <source>The recipient has no telephone, or no e-mail address</source>
        <translation>Người nhận không có số điện thoại hoặc thư điện tử</translation>
    </message>
    <message>
        <location filename="../publish/odt.py"/>
        <source>{path} is no OpenDocument text ({problem}). Choose a template that was saved as .odt.</source>
        <translation>{path} không phải văn bản OpenDocument ({problem}). Hãy chọn mẫu đã lưu dạng .odt.</translation>
    </message>
    <message>
        <location filename="../publish/odt.py"/>
        <source>The template {path} names {{{name}}}, which is not known. Correct it there; known are: {known}.</source>
        <translation>Mẫu {path} nhắc đến {{{name}}}, là trường không có. Hãy sửa trong mẫu; các trường có: {known}.</translation>
    </message>
    <message>
        <location filename="../publish/odt.py"/>
        <source>The template {path} has no frame named “{name}” for the picture. Name a frame so, or leave it out.</source>
        <translation>Mẫu {path} không có khung tên “{name}” để đặt hình. Hãy đặt tên cho một khung như vậy, hoặc bỏ hình ra.</translation>
    </message>
    <message>
        <location filename="../publish/odt.py"/>
        <location filename="../publish/paged_pdf.py"/>
        <source>The document {path} cannot be written ({problem}). Close it in other programs, check the free space and that you may write into the folder, and try again.</source>
        <translation>Không ghi được văn bản {path} ({problem}). Hãy đóng tệp ở các chương trình khác, kiểm tra dung lượng trống và quyền ghi vào thư mục rồi làm lại.</translation>
    </message>
    <message>
        <location filename="../publish/open_data.py"/>
        <source>The register {path} has no verified or issued address{where}, so there is nothing to publish. Let the registry verify them first (page Sync).</source>
        <translation>Sổ địa chỉ {path} chưa có địa chỉ nào đã xác thực hoặc đã cấp{where} nên không có gì để công bố. Hãy chờ nền tảng xác thực trước (trang Đồng bộ).</translation>
    </message>
    <message>
        <location filename="../publish/plaque_art.py"/>
        <source>{path} is no print layout. Save it in QGIS's layout designer with Layout → Save as template.</source>
        <translation>{path} không phải bố cục in. Hãy lưu từ trình thiết kế bố cục của QGIS bằng lệnh Bố cục → Lưu thành mẫu.</translation>
    </message>
    <message>
        <location filename="../publish/plaque_art.py"/>
        <source>{path}: the expression “{expression}” cannot be used ({problem}). Correct it there.</source>
        <translation>{path}: không dùng được biểu thức “{expression}” ({problem}). Hãy sửa trong tệp đó.</translation>
    </message>
    <message>
        <location filename="../publish/plaque_art.py"/>
        <source>The layout {path} has no picture with the id “qr” for the QR code. Add a picture in the layout designer and give it this id.</source>
        <translation>Bố cục {path} không có hình nào mang ID “qr” để đặt mã QR. Hãy thêm một hình trong trình thiết kế bố cục và đặt ID này.</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>Plaques of {day}, print run {batch}: {count} × {design}</source>
        <translation>Biển địa chỉ số ngày {day}, đợt in {batch}: {count} × {design}</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>File: {file}. Codes are printed in it just as they stand here.</source>
        <translation>Tệp: {file}. Mã trong tệp in đúng như trong bảng này.</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>In walking order. Fill in the day it was mounted, or why it was not.</source>
        <translation>Theo thứ tự đường đi. Ghi ngày gắn biển, hoặc lý do chưa gắn được.</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>For the workshop</source>
        <translation>Cho xưởng in</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>Route for mounting</source>
        <translation>Lộ trình gắn biển</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>Not printed</source>
        <translation>Không in</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>Reasons</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>Sheet</source>
        <translation>Tờ</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>Place on the sheet</source>
        <translation>Vị trí trên tờ</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>Address code</source>
        <translation>Mã địa chỉ số</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>The QR says</source>
        <translation>Nội dung mã QR</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>Remark</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <location filename="../ui/layer_roles.py"/>
        <source>House number</source>
        <translation>Số nhà</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>Line “{name}”</source>
        <translation>Dòng “{name}”</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>Place</source>
        <translation>Địa danh</translation>
    </message>
    <message>
        <location filename="../publish/plaque_lists.py"/>
        <source>DRAFT, not to be made</source>
        <translation>BẢN NHÁP, không sản xuất</translation>
    </message>
    <message>
        <location filename="../publish/plaque_run.py"/>
        <source>Plaques, print run {batch}</source>
        <translation>Biển địa chỉ số, đợt in {batch}</translation>
    </message>
    <message>
        <location filename="../publish/plaque_run.py"/>
        <source>Print run {batch} · sheet {sheet} of {sheets} · {first} – {last}</source>
        <translation>Đợt in {batch} · tờ {sheet}/{sheets} · {first} – {last}</translation>
    </message>
    <message>
        <location filename="../publish/plaque_run.py"/>
        <source>There is no plaque to print. Of {count} chosen addresses {not_issued} have no issued code (they can be printed as drafts), {has_plaque} have a plaque already (print them as replacement or correction), {has_none} have none that could be replaced (print them as new).</source>
        <translation>Không có biển nào để in. Trong {count} địa chỉ đã chọn, {not_issued} chưa được cấp mã (có thể in bản nháp), {has_plaque} đã có biển (hãy in thay thế hoặc in sửa sai), {has_none} chưa có biển để thay (hãy in mới).</translation>
    </message>
    <message>
        <location filename="../publish/plaque_run.py"/>
        <source>It has a plaque already</source>
        <translation>Đã có biển</translation>
    </message>
    <message>
        <location filename="../publish/plaque_run.py"/>
        <source>It has no plaque that could be replaced</source>
        <translation>Chưa có biển để thay</translation>
    </message>
    <message>
        <location filename="../publish/progress_layer.py"/>
        <source>Progress by commune</source>
        <translation>Tiến độ theo xã, phường</translation>
    </message>
    <message>
        <location filename="../publish/progress_layer.py"/>
        <source>Progress: {indicator}</source>
        <translation>Tiến độ: {indicator}</translation>
    </message>
    <message>
        <location filename="../publish/progress_layer.py"/>
        <source>{low} to under {high} %</source>
        <translation>{low} đến dưới {high} %</translation>
    </message>
    <message>
        <location filename="../publish/progress_layer.py"/>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <location filename="../publish/project/local_copies.py"/>
        <source>{register} is on a server: open it in the panel “Địa chỉ số” first.</source>
        <translation>{register} nằm trên máy chủ: trước hết hãy mở sổ trong bảng “Địa chỉ số”.</translation>
    </message>
    <message>
        <location filename="../publish/project/plaque_checks.py"/>
        <source>The plaque hangs more than {metres} m from its address. Is it the right house? Look at both positions.</source>
        <translation>Biển cách địa chỉ hơn {metres} m. Có đúng nhà không? Hãy xem lại cả hai vị trí.</translation>
    </message>
    <message>
        <location filename="../publish/project/plaque_checks.py"/>
        <source>Say why the plaque was not mounted.</source>
        <translation>Hãy ghi lý do chưa gắn được biển.</translation>
    </message>
    <message>
        <location filename="../publish/project/plaque_checks.py"/>
        <source>Say when the plaque was mounted.</source>
        <translation>Hãy ghi ngày gắn biển.</translation>
    </message>
    <message>
        <location filename="../publish/project/register_place.py"/>
        <source>QGIS has no PostgreSQL connection named "{name}" (there are: {names}). Make it in the browser under PostgreSQL, with an authentication configuration for its login.</source>
        <translation>QGIS không có kết nối PostgreSQL tên “{name}” (hiện có: {names}). Hãy tạo kết nối trong trình duyệt dữ liệu, mục PostgreSQL, với cấu hình xác thực cho tài khoản đăng nhập.</translation>
    </message>
    <message>
        <location filename="../publish/project/register_place.py"/>
        <source>The authentication configuration of the connection "{name}" cannot be opened. Enter the master password of QGIS, or choose another configuration for the connection.</source>
        <translation>Không mở được cấu hình xác thực của kết nối “{name}”. Hãy nhập mật khẩu chính của QGIS, hoặc chọn cấu hình khác cho kết nối.</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>made</source>
        <translation>tạo mới</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>changed</source>
        <translation>sửa</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>taken out</source>
        <translation>bỏ ra</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <location filename="../ui/locator.py"/>
        <source>retired</source>
        <translation>ngừng sử dụng</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>in use again</source>
        <translation>sử dụng lại</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>reason given</source>
        <translation>ghi lý do</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>imported</source>
        <translation>nhập từ phiếu</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>personal data erased</source>
        <translation>đã xóa dữ liệu cá nhân</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>undone</source>
        <translation>hoàn tác</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <location filename="../ui/sync_words.py"/>
        <source>no</source>
        <translation>không</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <location filename="../ui/sync_words.py"/>
        <source>yes</source>
        <translation>có</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>Note (no names or telephone numbers)</source>
        <translation>Ghi chú (không ghi họ tên, số điện thoại)</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>Longitude of the plaque</source>
        <translation>Kinh độ nơi gắn biển</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>Latitude of the plaque</source>
        <translation>Vĩ độ nơi gắn biển</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>Position on the map</source>
        <translation>Vị trí trên bản đồ</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>When (UTC)</source>
        <translation>Thời điểm (UTC)</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <location filename="../ui/hands_step.py"/>
        <source>Who</source>
        <translation>Người làm</translation>
    </message>
    <message>
        <location filename="../publish/project/side_forms.py"/>
        <source>What changed</source>
        <translation>Nội dung thay đổi</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Further positions</source>
        <translation>Các vị trí khác</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Plaques by state</source>
        <translation>Biển theo tình trạng</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>People</source>
        <translation>Chủ và người sử dụng</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <location filename="../ui/publish_data.py"/>
        <location filename="../ui/publish_notices.py"/>
        <source>Notices</source>
        <translation>Thông báo</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <location filename="../ui/publish_plaques.py"/>
        <source>Plaques</source>
        <translation>Biển địa chỉ số</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <location filename="../ui/sync_views.py"/>
        <source>History</source>
        <translation>Lịch sử</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Names of streets</source>
        <translation>Tên đường, phố</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Addresses nearby</source>
        <translation>Địa chỉ lân cận</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Names of settlements</source>
        <translation>Tên thôn, tổ dân phố</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <location filename="../ui/completeness_box.py"/>
        <source>Basic</source>
        <translation>Cơ bản</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <location filename="../ui/completeness_box.py"/>
        <source>Advanced</source>
        <translation>Nâng cao</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>{tab} (to read only)</source>
        <translation>{tab} (chỉ xem)</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Flats, stalls and rooms of this building</source>
        <translation>Căn, gian, phòng của tòa nhà này</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Other fields</source>
        <translation>Trường khác</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <location filename="../ui/completeness_box.py"/>
        <source>Completeness</source>
        <translation>Mức đầy đủ của hồ sơ</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Basic: complete</source>
        <translation>Cơ bản: đã đủ</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Basic fields missing: </source>
        <translation>Cơ bản còn thiếu: </translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Advanced: </source>
        <translation>Nâng cao: </translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Fill in “{field}”: {help}</source>
        <translation>Hãy nhập “{field}”. {help}</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Choose a value of the list for “{field}”.</source>
        <translation>Hãy chọn một giá trị trong danh sách cho “{field}”.</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>“{field}” must be a number from {low} to {high}.</source>
        <translation>“{field}” phải là số từ {low} đến {high}.</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>“{field}” must be at least {low}.</source>
        <translation>“{field}” phải từ {low} trở lên.</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>“{field}” must be at most {high}.</source>
        <translation>“{field}” không được quá {high}.</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>“{field}” is not written as it should be. {help}</source>
        <translation>“{field}” ghi chưa đúng. {help}</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>No telephone number, e-mail address or number of identity papers stands in “{field}”. Enter it with the person instead.</source>
        <translation>Không ghi số điện thoại, thư điện tử hoặc số giấy tờ tùy thân vào “{field}”. Hãy nhập ở thẻ Chủ và người sử dụng.</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>There is no code yet: “Assign codes” in the toolbox gives it.</source>
        <translation>Chưa có mã: dùng “Gán mã” trong hộp công cụ để cấp.</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Still missing before the address can be submitted: {what}.</source>
        <translation>Còn thiếu trước khi gửi địa chỉ đi: {what}.</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Not possible now. “{created}” needs: {required}. “{submitted}” needs all basic fields. Steps follow one another: {steps}. Nothing is saved while a field holds what it does not take. Of many records at once each is looked at when they are saved; “Change stages, retire, restore” in the toolbox tells beforehand which is refused and why, and brings retired ones back.</source>
        <translation>Chưa chuyển được. “{created}” cần đủ: {required}. “{submitted}” cần đủ các trường cơ bản. Các bước theo thứ tự: {steps}. Khi còn ô ghi giá trị không hợp lệ thì chưa lưu được. Sửa nhiều bản ghi cùng lúc thì từng bản ghi được kiểm tra khi lưu; công cụ “Chuyển trạng thái, ngừng sử dụng, khôi phục” cho biết trước bản ghi nào không được, vì sao, và khôi phục địa chỉ đã ngừng sử dụng.</translation>
    </message>
    <message>
        <location filename="../publish/project/words.py"/>
        <source>Give the person's full name, or the organisation.</source>
        <translation>Hãy ghi họ và tên, hoặc tên tổ chức.</translation>
    </message>
    <message>
        <location filename="../publish/project/writer.py"/>
        <source>Addresses by stage</source>
        <translation>Địa chỉ theo trạng thái</translation>
    </message>
    <message>
        <location filename="../publish/project/writer.py"/>
        <source>The project {path} could not be written ({problem}). The register itself is ready; close the project where it is open, or free some space, and run “Update field profile” to write it again.</source>
        <translation>Không ghi được dự án {path} ({problem}). Sổ địa chỉ vẫn dùng được; hãy đóng dự án nếu đang mở, hoặc giải phóng dung lượng, rồi chạy “Cập nhật cấu hình trường” để ghi lại.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <location filename="../ui/counts_box.py"/>
        <source>By commune</source>
        <translation>Theo xã, phường</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>By group of objects</source>
        <translation>Theo nhóm đối tượng</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>By commune and group of objects</source>
        <translation>Theo xã, phường và nhóm đối tượng</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Map applications in use</source>
        <translation>Ứng dụng bản đồ đang sử dụng</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Notes</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Data</source>
        <translation>Số liệu</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Summary</source>
        <translation>Tổng hợp</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Group of objects</source>
        <translation>Nhóm đối tượng</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Commune, group of objects</source>
        <translation>Xã, phường, nhóm đối tượng</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Part {section}. {name}</source>
        <translation>Mục {section}. {name}</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <location filename="../ui/targets_box.py"/>
        <source>Target</source>
        <translation>Chỉ tiêu</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Asked for</source>
        <translation>Yêu cầu</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <location filename="../ui/targets_box.py"/>
        <source>Reached</source>
        <translation>Đạt được</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Out of</source>
        <translation>Trên tổng số</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Share</source>
        <translation>Tỷ lệ</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Met</source>
        <translation>Đạt</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Not met</source>
        <translation>Chưa đạt</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>In use since</source>
        <translation>Sử dụng từ ngày</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Link</source>
        <translation>Liên kết</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>None has been named.</source>
        <translation>Chưa có ứng dụng nào được khai báo.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Month {month}/{year}</source>
        <translation>Tháng {month}/{year}</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>in month {month}/{year}</source>
        <translation>tháng {month} năm {year}</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Reporting period: month {month}/{year} (from {begin} to {end}); counted on {today}</source>
        <translation>Kỳ báo cáo: tháng {month}/{year} (từ ngày {begin} đến ngày {end}); số liệu tính đến ngày {today}</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Totals come from the address register: objects that have no address there yet are not counted. With the land layers they are.</source>
        <translation>Tổng số lấy từ sổ địa chỉ: đối tượng chưa có địa chỉ trong sổ chưa được tính. Khi có lớp dữ liệu đất đai thì được tính.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Totals come from the land layers ({layers}) and the address register: {count} objects without an address are counted.</source>
        <translation>Tổng số lấy từ lớp dữ liệu đất đai ({layers}) và sổ địa chỉ: đã tính {count} đối tượng chưa có địa chỉ.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>{count} objects of the land layers are doubtful (cases for a person) and not counted.</source>
        <translation>{count} đối tượng trên lớp dữ liệu đất đai còn cần xem xét, chưa được tính.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Put together from the files of {count} communes.</source>
        <translation>Tổng hợp từ tệp của {count} xã.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Changes are against what was counted on {day}.</source>
        <translation>Tăng/giảm so với số liệu tính đến ngày {day}.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Nothing was kept of the month before, so changes are not given.</source>
        <translation>Không có số liệu lưu của tháng trước nên không tính tăng/giảm.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Collected: all basic fields are there. Notified: at least one recipient of the address was reached; recipients: each person recorded.</source>
        <translation>Đã thu thập: đủ các trường thông tin cơ bản. Đã thông báo: ít nhất một người nhận của địa chỉ đã nhận được; người nhận: tính từng người đã ghi nhận.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>{count} addresses have no recipient recorded.</source>
        <translation>{count} địa chỉ chưa ghi nhận người nhận.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>No file came from: {communes}. Their figures are 0 here.</source>
        <translation>Chưa có tệp của: {communes}. Số liệu của các xã này ghi là 0.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Percentages are rounded down: 100 % means all.</source>
        <translation>Tỷ lệ phần trăm làm tròn xuống: 100 % nghĩa là tất cả.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Version of the data: revision {revision}, edit {edit}, read {time}.</source>
        <translation>Phiên bản dữ liệu: lần ghi {revision}, sửa đổi {edit}, đọc lúc {time}.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Columns, groups and targets are those of the report profile “{profile}”.</source>
        <translation>Các cột, nhóm đối tượng và chỉ tiêu theo cấu hình báo cáo “{profile}”.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>{place}, {day}/{month}/{year}</source>
        <translation>{place}, ngày {day} tháng {month} năm {year}</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>No. {number}</source>
        <translation>Số: {number}</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Recipients:</source>
        <translation>Nơi nhận:</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>Month {month}/{year} · data revision {revision} · {time}</source>
        <translation>Tháng {month}/{year} · dữ liệu lần ghi {revision} · {time}</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>To: the People's Committee of {commune}</source>
        <translation>Kính gửi: Ủy ban nhân dân {commune}</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>On the grounds of {grounds};</source>
        <translation>Căn cứ {grounds};</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>{issuer} has put together the results of the digital addresses {period}. On {today}, {commune} has {total} objects; these targets are not met:</source>
        <translation>{issuer} đã tổng hợp kết quả triển khai địa chỉ số {period}. Tính đến ngày {today}, {commune} có {total} đối tượng; các chỉ tiêu sau chưa đạt:</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>{target}: {part} of {whole} ({share}), {missing} are missing; asked for: {asked}</source>
        <translation>{target}: {part}/{whole} ({share}), còn thiếu {missing}; yêu cầu {asked}</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>You are asked to have the collecting, the notices and the plaques that are missing done, and to report the results by {deadline}. The list of the objects stands in the address register of the commune.</source>
        <translation>Đề nghị quý Ủy ban khẩn trương hoàn thành việc thu thập, thông báo và gắn biển còn thiếu, báo cáo kết quả trước ngày {deadline}. Danh sách đối tượng có trong sổ địa chỉ của xã.</translation>
    </message>
    <message>
        <location filename="../publish/report_words.py"/>
        <source>If there are difficulties, please tell {coordinating} and {issuer}, so that they are solved together.</source>
        <translation>Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh về {coordinating} và {issuer} để phối hợp giải quyết.</translation>
    </message>
    <message>
        <location filename="../publish/server_project.py"/>
        <source>Digital addresses of {place}</source>
        <translation>Địa chỉ số {place}</translation>
    </message>
    <message>
        <location filename="../publish/server_project.py"/>
        <source>Verified and issued addresses with their codes, communes and streets. No personal data.</source>
        <translation>Các địa chỉ đã xác thực và đã cấp, kèm mã, xã phường và đường phố. Không có dữ liệu cá nhân.</translation>
    </message>
    <message>
        <location filename="../publish/server_project.py"/>
        <source>The register {path} has no verified or issued address there, so there is nothing to serve.</source>
        <translation>Sổ địa chỉ {path} chưa có địa chỉ nào đã xác thực hoặc đã cấp ở đó nên không có gì để cung cấp.</translation>
    </message>
    <message>
        <location filename="../publish/share_data.py"/>
        <source>Data is shared with a named recipient, for a purpose, with a list of fields and until a day. Missing: {what}. Nothing was written; fill it in.</source>
        <translation>Dữ liệu chỉ được chia sẻ cho một bên nhận cụ thể, với mục đích, danh sách trường và thời hạn. Còn thiếu: {what}. Chưa ghi gì; hãy điền đủ.</translation>
    </message>
    <message>
        <location filename="../publish/share_data.py"/>
        <source>There is no field “{field}” to share. The fields are: {known}. Nothing was written.</source>
        <translation>Không có trường “{field}” để chia sẻ. Các trường gồm: {known}. Chưa ghi gì.</translation>
    </message>
    <message>
        <location filename="../publish/share_data.py"/>
        <source>The list names personal data ({fields}), for which a legal basis is needed: the law's article, or the number of the decision or request. Fill it in, or take these fields out. Nothing was written.</source>
        <translation>Danh sách có dữ liệu cá nhân ({fields}) nên cần căn cứ pháp lý: điều luật, hoặc số quyết định, số văn bản đề nghị. Hãy điền căn cứ, hoặc bỏ các trường này. Chưa ghi gì.</translation>
    </message>
    <message>
        <location filename="../publish/share_data.py"/>
        <source>The data may be used until {day}, which has passed. Write a day to come, like 2027-12-31.</source>
        <translation>Dữ liệu được dùng đến ngày {day}, ngày này không hợp lệ hoặc đã qua. Hãy ghi một ngày sắp tới, viết như 2027-12-31.</translation>
    </message>
    <message>
        <location filename="../publish/share_data.py"/>
        <source>{path}: choose a file that ends in {formats}.</source>
        <translation>{path}: hãy chọn tệp có đuôi {formats}.</translation>
    </message>
    <message>
        <location filename="../publish/share_data.py"/>
        <source>No address fits what was chosen, so there is nothing to share. Widen the choice.</source>
        <translation>Không có địa chỉ nào khớp với lựa chọn nên không có gì để chia sẻ. Hãy mở rộng lựa chọn.</translation>
    </message>
    <message>
        <location filename="../publish/share_sheet.py"/>
        <source>Given by</source>
        <translation>Bên cung cấp</translation>
    </message>
    <message>
        <location filename="../publish/share_sheet.py"/>
        <source>Conditions</source>
        <translation>Điều kiện sử dụng</translation>
    </message>
    <message>
        <location filename="../publish/share_sheet.py"/>
        <source>The data serves the purpose named above and no other; it is not passed on.</source>
        <translation>Dữ liệu chỉ được dùng cho mục đích nêu trên, không dùng cho mục đích khác và không chuyển cho bên thứ ba.</translation>
    </message>
    <message>
        <location filename="../publish/share_sheet.py"/>
        <source>When the time has run out, the recipient deletes the data and says so in writing.</source>
        <translation>Hết thời hạn, bên nhận xóa dữ liệu và thông báo lại bằng văn bản.</translation>
    </message>
    <message>
        <location filename="../publish/share_sheet.py"/>
        <source>The data holds personal data: it is protected under Law 91/2025/QH15, and a loss or leak is reported at once.</source>
        <translation>Dữ liệu có dữ liệu cá nhân: phải được bảo vệ theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15; nếu bị mất hoặc lộ phải báo ngay.</translation>
    </message>
    <message>
        <location filename="../publish/share_sheet.py"/>
        <source>FOR THE GIVER</source>
        <translation>ĐẠI DIỆN BÊN CUNG CẤP</translation>
    </message>
    <message>
        <location filename="../publish/share_sheet.py"/>
        <source>FOR THE RECIPIENT</source>
        <translation>ĐẠI DIỆN BÊN NHẬN</translation>
    </message>
    <message>
        <location filename="../publish/units_report.py"/>
        <source>Conversion of administrative units</source>
        <translation>Chuyển đổi đơn vị hành chính</translation>
    </message>
    <message>
        <location filename="../publish/units_report.py"/>
        <source>Records of {source} and the administrative units of {day}. Codes of addresses did not change.</source>
        <translation>Bản ghi của {source} và đơn vị hành chính ngày {day}. Mã địa chỉ không thay đổi.</translation>
    </message>
    <message>
        <location filename="../publish/units_report.py"/>
        <source>There are no records.</source>
        <translation>Không có bản ghi nào.</translation>
    </message>
    <message>
        <location filename="../publish/units_report.py"/>
        <source>As written before</source>
        <translation>Trước đây ghi</translation>
    </message>
    <message>
        <location filename="../publish/units_report.py"/>
        <source>Becomes</source>
        <translation>Nay là</translation>
    </message>
    <message>
        <location filename="../publish/units_report.py"/>
        <source>What became of it</source>
        <translation>Kết quả</translation>
    </message>
    <message>
        <location filename="../publish/units_report.py"/>
        <source>Number of records</source>
        <translation>Số bản ghi</translation>
    </message>
    <message>
        <location filename="../publish/units_report.py"/>
        <source>By position</source>
        <translation>Theo vị trí</translation>
    </message>
    <message>
        <location filename="../publish/xlsx.py"/>
        <source>The sheet {path} cannot be written ({problem}). Close it in Excel, check the free space and that you may write into the folder, and try again.</source>
        <translation>Không ghi được bảng {path} ({problem}). Hãy đóng tệp trong Excel, kiểm tra dung lượng trống và quyền ghi vào thư mục rồi thử lại.</translation>
    </message>
    <message>
        <location filename="../publish/xlsx.py"/>
        <source>{path}: a sheet holds at most {most} rows. Export fewer addresses at a time, such as one commune.</source>
        <translation>{path}: một bảng chứa nhiều nhất {most} dòng. Hãy xuất ít địa chỉ hơn mỗi lần, chẳng hạn từng xã, phường.</translation>
    </message>
    <message>
        <location filename="../register/apply.py"/>
        <source>The register {path} has changed since the plan was made (revision {found} instead of {expected}). Nothing was written. Make the plan again, review it and apply that one.</source>
        <translation>Sổ địa chỉ {path} đã thay đổi sau khi lập kế hoạch (lần ghi {found}, không phải {expected}). Chưa ghi gì. Hãy lập lại kế hoạch, rà soát rồi áp dụng kế hoạch mới.</translation>
    </message>
    <message>
        <location filename="../register/apply.py"/>
        <source>The register was edited by {by} while the plan was made or applied. Nothing was written, so no edit is lost. Make the plan again, review it and apply that one.</source>
        <translation>Sổ địa chỉ đã được {by} chỉnh sửa trong khi lập hoặc áp dụng kế hoạch. Chưa ghi gì nên không mất chỉnh sửa nào. Hãy lập lại kế hoạch, rà soát rồi áp dụng kế hoạch mới.</translation>
    </message>
    <message>
        <location filename="../register/apply_ledger.py"/>
        <source>The code {code} has already been given. Nothing was written. Make the plan again; if this repeats, check the ledger with the developers.</source>
        <translation>Mã {code} đã được gán. Chưa ghi gì. Hãy lập lại kế hoạch; nếu vẫn gặp, hãy cùng nhóm phát triển kiểm tra sổ theo dõi mã.</translation>
    </message>
    <message>
        <location filename="../register/backup.py"/>
        <source>The backup of {path} could not be verified ({problem}), so nothing was written to the register. Check the disk, then try again; older backups are in {folder}.</source>
        <translation>Không kiểm tra được bản sao lưu của {path} ({problem}) nên chưa ghi gì vào sổ địa chỉ. Hãy kiểm tra ổ đĩa rồi thử lại; các bản sao lưu cũ ở {folder}.</translation>
    </message>
    <message>
        <location filename="../register/backup.py"/>
        <source>No backup could be made in {folder} ({problem}), so nothing was written to the register. Allow writing there, or free some disk space.</source>
        <translation>Không lập được bản sao lưu trong {folder} ({problem}) nên chưa ghi gì vào sổ địa chỉ. Hãy cho phép ghi vào thư mục đó, hoặc giải phóng dung lượng ổ đĩa.</translation>
    </message>
    <message>
        <location filename="../register/blocks_csv.py"/>
        <source>The table of blocks {path} cannot be read ({problem}). Check the path, and close the file in other programs.</source>
        <translation>Không đọc được bảng dải số {path} ({problem}). Hãy kiểm tra đường dẫn và đóng tệp trong các chương trình khác.</translation>
    </message>
    <message>
        <location filename="../register/blocks_csv.py"/>
        <source>The table of blocks {path} is not a UTF-8 text. In the spreadsheet choose Save As &gt; CSV UTF-8 and try again.</source>
        <translation>Bảng dải số {path} không phải văn bản UTF-8. Trong bảng tính, hãy chọn Save As &gt; CSV UTF-8 rồi làm lại.</translation>
    </message>
    <message>
        <location filename="../register/blocks_csv.py"/>
        <source>the first row must name the columns commune,prefix,first,last,authority_doc; these are missing: {columns}</source>
        <translation>dòng đầu phải ghi tên các cột commune,prefix,first,last,authority_doc; còn thiếu: {columns}</translation>
    </message>
    <message>
        <location filename="../register/blocks_csv.py"/>
        <source>the table has no row below its column names</source>
        <translation>bảng không có dòng nào dưới tên cột</translation>
    </message>
    <message>
        <location filename="../register/blocks_csv.py"/>
        <source>"{value}" in column {column} is not a whole number; write digits only</source>
        <translation>“{value}” ở cột {column} không phải số nguyên; chỉ ghi chữ số</translation>
    </message>
    <message>
        <location filename="../register/cancelling.py"/>
        <source>Cancelled. Nothing was written to {path}.</source>
        <translation>Đã hủy. Chưa ghi gì vào {path}.</translation>
    </message>
    <message>
        <location filename="../register/checkout/checkin.py"/>
        <source>{count} conflicts are open, so the copy is neither refreshed nor handed back, and nothing was written. Decide them first, one by one or all alike.</source>
        <translation>Còn {count} xung đột để ngỏ nên không làm mới, không trả bản tách và chưa ghi gì. Hãy quyết định trước, từng mục hoặc chung.</translation>
    </message>
    <message>
        <location filename="../register/checkout/checkin.py"/>
        <source>{path} was edited since it was checked in, so it was left as it is. Check it in first.</source>
        <translation>{path} đã được sửa sau khi nhập lại nên giữ nguyên. Hãy nhập lại trước.</translation>
    </message>
    <message>
        <location filename="../register/checkout/checkouts.py"/>
        <source>The register knows no check-out {checkout}. Choose one of: {known}.</source>
        <translation>Sổ không có bản tách {checkout}. Hãy chọn một trong: {known}.</translation>
    </message>
    <message>
        <location filename="../register/checkout/checkouts.py"/>
        <source>Say why the check-out is given up: it stands in the register's log.</source>
        <translation>Hãy ghi lý do bỏ bản tách: lý do được ghi vào nhật ký của sổ.</translation>
    </message>
    <message>
        <location filename="../register/checkout/checkouts.py"/>
        <source>The check-out {checkout} has ended already, on {at}. Nothing was changed.</source>
        <translation>Bản tách {checkout} đã kết thúc từ {at}. Không có gì thay đổi.</translation>
    </message>
    <message>
        <location filename="../register/checkout/copying.py"/>
        <source>{path} is itself a check-out of another register. Do this in the register that it was taken from ({home}).</source>
        <translation>{path} là bản tách của một sổ khác. Hãy làm việc này trong sổ gốc ({home}).</translation>
    </message>
    <message>
        <location filename="../register/checkout/copying.py"/>
        <location filename="../register/field_copy.py"/>
        <location filename="../register/public_rows.py"/>
        <source>The register has no commune “{commune}”. Write its code or its full name: {known}.</source>
        <translation>Sổ địa chỉ không có xã, phường “{commune}”. Hãy ghi mã hoặc tên đầy đủ: {known}.</translation>
    </message>
    <message>
        <location filename="../register/checkout/departure.py"/>
        <source>Say which communes are checked out: their codes or names, one after the other.</source>
        <translation>Hãy ghi các xã cần tách: mã hoặc tên, lần lượt từng xã.</translation>
    </message>
    <message>
        <location filename="../register/checkout/holds.py"/>
        <source>The number {serial} is not this register's to give: it is with a check-out, or did not come along with this one. Nothing was written. Make the plan again.</source>
        <translation>Sổ này không được cấp số {serial}: số đang ở bản tách, hoặc không được mang theo bản này. Chưa ghi gì. Hãy lập lại kế hoạch.</translation>
    </message>
    <message>
        <location filename="../register/checkout/package.py"/>
        <source>{path} is no check-out of a register. Choose the whole folder that "Check out communes" made, or the register (.gpkg) in it.</source>
        <translation>{path} không phải là bản tách của sổ. Hãy chọn toàn bộ thư mục do “Tách sổ theo xã” tạo, hoặc tệp sổ (.gpkg) trong đó.</translation>
    </message>
    <message>
        <location filename="../register/checkout/package.py"/>
        <source>There are several check-outs in {path}: {files}. Choose one of these files.</source>
        <translation>Trong {path} có nhiều bản tách: {files}. Hãy chọn một trong các tệp này.</translation>
    </message>
    <message>
        <location filename="../register/checkout/package.py"/>
        <source>{path} was checked out from another register ({name}), so nothing was taken. Choose that register.</source>
        <translation>{path} được tách từ sổ khác ({name}) nên không nhận gì. Hãy chọn sổ đó.</translation>
    </message>
    <message>
        <location filename="../register/checkout/package.py"/>
        <source>The register knows no check-out {path}: it was made from a copy of this register. Nothing was taken. Check it in where it was checked out.</source>
        <translation>Sổ không có bản tách {path}: nó được tách từ một bản chép của sổ này. Không nhận gì. Hãy nhập lại ở nơi đã tách.</translation>
    </message>
    <message>
        <location filename="../register/checkout/package.py"/>
        <source>{path} was handed back on {at}: its numbers are the register's again. Nothing was taken. Check the communes out anew, and enter there what was done in this copy since.</source>
        <translation>{path} đã trả từ {at}: số của nó đã trở về sổ gốc. Không nhận gì. Hãy tách lại các xã và nhập ở đó những gì đã làm thêm trong bản này.</translation>
    </message>
    <message>
        <location filename="../register/checkout/package.py"/>
        <source>{path} is an older copy, or a second one that was edited apart: it does not go on from what was checked in on {at}, but from its state of {found}. Nothing was taken. Bring the copy that came last; what was entered in this one only is entered there again, or in the register.</source>
        <translation>{path} là bản cũ hơn, hoặc bản chép thứ hai đã sửa riêng: nó không nối tiếp lần nhập lại {at} mà nối tiếp trạng thái {found}. Không nhận gì. Hãy mang bản đã nhập lại lần cuối; những gì chỉ có trong bản này thì nhập lại ở đó hoặc trong sổ gốc.</translation>
    </message>
    <message>
        <location filename="../register/checkout/package.py"/>
        <source>The copy {path} is damaged ({problem}). Nothing was taken. Copy the whole folder again, or restore the last backup in the copy.</source>
        <translation>Bản tách {path} bị hỏng ({problem}). Không nhận gì. Hãy chép lại toàn bộ thư mục, hoặc khôi phục bản sao lưu cuối trong bản tách.</translation>
    </message>
    <message>
        <location filename="../register/checkout/package.py"/>
        <source>The copy {path} was changed past its guards, or by another version of the plugin ({problem}). Nothing was taken. Open the copy and run "Check and upgrade register" there; it says what a person must look at.</source>
        <translation>Bản tách {path} đã bị sửa vượt qua các kiểm soát, hoặc bởi phiên bản khác của plugin ({problem}). Không nhận gì. Hãy mở bản tách và chạy “Kiểm tra và nâng cấp sổ” ở đó; công cụ sẽ nêu những gì cần xem.</translation>
    </message>
    <message>
        <location filename="../register/checkout/package.py"/>
        <source>{file} is missing or was changed, so nobody can tell what was done in the copy. Nothing was taken. Put the file back from a backup of the register's folder, or check the communes out anew.</source>
        <translation>{file} bị thiếu hoặc đã thay đổi nên không xác định được những gì đã làm trong bản tách. Không nhận gì. Hãy đặt lại tệp từ bản sao lưu của thư mục sổ, hoặc tách lại các xã.</translation>
    </message>
    <message>
        <location filename="../register/checkout/share.py"/>
        <source>{path} was changed on the network drive while it was worked with. Nothing was put back. Try again.</source>
        <translation>{path} trên ổ mạng đã thay đổi trong khi đang làm việc. Chưa ghi trả gì. Hãy thử lại.</translation>
    </message>
    <message>
        <location filename="../register/child_process.py"/>
        <source>The writing process ended before its work was done ({detail}). Nothing was written. Try again.</source>
        <translation>Tiến trình ghi kết thúc khi chưa xong việc ({detail}). Chưa ghi gì. Hãy thử lại.</translation>
    </message>
    <message>
        <location filename="../register/child_process.py"/>
        <source>The reading process ended before its work was done ({detail}). Try again.</source>
        <translation>Tiến trình đọc dừng trước khi xong việc ({detail}). Hãy thử lại.</translation>
    </message>
    <message>
        <location filename="../register/create.py"/>
        <source>{path} exists already. Choose another name; a register is never overwritten.</source>
        <translation>{path} đã có. Hãy chọn tên khác; sổ địa chỉ không bao giờ bị ghi đè.</translation>
    </message>
    <message>
        <location filename="../register/create.py"/>
        <source>The folder {folder} does not exist. Make it first, or choose another one.</source>
        <translation>Không có thư mục {folder}. Hãy tạo thư mục trước, hoặc chọn thư mục khác.</translation>
    </message>
    <message>
        <location filename="../register/erase_work.py"/>
        <source>Say why in REASON, such as the request's number and date: it stands in the history.</source>
        <translation>Hãy ghi lý do vào REASON, ví dụ số và ngày của đơn yêu cầu: lý do được lưu trong lịch sử.</translation>
    </message>
    <message>
        <location filename="../register/erase_work.py"/>
        <source>The reason holds the name, telephone or mail of the person, and would keep what is to be erased. Write it without, such as the request's number and date.</source>
        <translation>Lý do có họ tên, điện thoại hoặc thư điện tử của người đó, tức là giữ lại chính điều cần xóa. Hãy viết lại, ví dụ chỉ ghi số và ngày của đơn yêu cầu.</translation>
    </message>
    <message>
        <location filename="../register/erase_work.py"/>
        <source>The register holds nobody like that. The name stands where it may be a street's or a shop's ({places}). Nothing was changed: look at these records, and correct them by hand if need be.</source>
        <translation>Sổ không có bản ghi nào về người này. Tên đó nằm ở chỗ có thể là tên đường, tên cửa hàng ({places}). Chưa thay đổi gì: hãy xem các bản ghi đó và sửa tay nếu cần.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>There is no register at {path}. Check the path, or create the register first.</source>
        <translation>Không có sổ địa chỉ tại {path}. Hãy kiểm tra đường dẫn, hoặc lập sổ trước.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} cannot be opened ({problem}). Check that you may read the file and its folder.</source>
        <translation>Không mở được {path} ({problem}). Hãy kiểm tra quyền đọc tệp và thư mục.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} is not a GeoPackage. Choose a register (.gpkg) made by this plugin.</source>
        <translation>{path} không phải GeoPackage. Hãy chọn sổ địa chỉ (.gpkg) do phần mở rộng này lập.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} is a GeoPackage, but not an address register. Choose a register, or create one.</source>
        <translation>{path} là GeoPackage nhưng không phải sổ địa chỉ. Hãy chọn sổ địa chỉ, hoặc lập sổ mới.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} was made by a newer version of the plugin (schema {found}, this version knows {known}). Update the plugin.</source>
        <translation>{path} do phiên bản mới hơn của phần mở rộng lập (cấu trúc {found}, phiên bản này biết {known}). Hãy cập nhật phần mở rộng.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} was made by an older version of the plugin (schema {found}, needed {known}). Run "Check and upgrade register" in the toolbox; a backup is made first.</source>
        <translation>{path} do phiên bản cũ hơn của phần mở rộng lập (cấu trúc {found}, cần {known}). Hãy chạy công cụ “Kiểm tra và nâng cấp sổ địa chỉ” trong hộp công cụ; bản sao lưu sẽ được lập trước.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} is a copy for work in the field: no codes are given there. Edit it in its project, then bring it back with "Import field package" and go on in the register.</source>
        <translation>{path} là bản sao dùng ngoài thực địa: không cấp mã ở đó. Hãy sửa trong dự án của gói, đưa về bằng “Nhập gói thực địa” rồi làm tiếp trong sổ.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>The register {path} has moved to {target} and is kept for reading only, so that no code is given in two places. Work there; if several people do, check a commune out, work, and check it in.</source>
        <translation>Sổ {path} đã chuyển sang {target} và chỉ còn để xem, để không có mã nào được cấp ở hai nơi. Hãy làm việc tại đó; nếu nhiều người cùng làm, hãy lấy xã về máy, làm việc rồi nộp lại.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>The register {path} is still arriving from {source}: a move was interrupted. Run "Move register" with the same two places once more; it finishes what is left.</source>
        <translation>Sổ {path} đang được chuyển đến từ {source}: lần chuyển trước bị gián đoạn. Hãy chạy lại “Chuyển sổ” với đúng hai nơi đó để hoàn tất.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} was checked in and handed back on {at}: nothing more is written there. Work in the register that it came from, or check the communes out anew.</source>
        <translation>{path} đã được nhập lại và trả từ {at}: không ghi thêm vào đó nữa. Hãy làm trong sổ gốc, hoặc tách lại các xã.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} cannot be written. Remove its write protection, or copy it to a folder of your own.</source>
        <translation>Không ghi được vào {path}. Hãy bỏ chế độ chỉ đọc, hoặc chép tệp vào thư mục của bạn.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>Another program is writing to {path}. Wait until it is done, or close it, and try again.</source>
        <translation>Một chương trình khác đang ghi vào {path}. Hãy chờ xong hoặc đóng chương trình đó rồi thử lại.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>The disk that holds {path} is full; nothing was changed. Free some space and try again.</source>
        <translation>Ổ đĩa chứa {path} đã đầy; chưa thay đổi gì. Hãy giải phóng dung lượng rồi thử lại.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>{path} is damaged ({problem}). Restore the last backup.</source>
        <translation>{path} bị hỏng ({problem}). Hãy khôi phục bản sao lưu gần nhất.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>The register {path} refused the change: {problem}. Mend the record and try again.</source>
        <translation>Sổ địa chỉ {path} không nhận thay đổi: {problem}. Hãy sửa bản ghi rồi thử lại.</translation>
    </message>
    <message>
        <location filename="../register/errors.py"/>
        <source>The register {path} reports: {problem}. Nothing was changed; restore a backup if this stays.</source>
        <translation>Sổ địa chỉ {path} báo: {problem}. Chưa thay đổi gì; nếu vẫn gặp, hãy khôi phục bản sao lưu.</translation>
    </message>
    <message>
        <location filename="../register/field_copy.py"/>
        <source>There are neither addresses nor communes of the register in this extent, so there is nothing to take to the field. Choose another extent or commune.</source>
        <translation>Trong phạm vi này không có địa chỉ hay xã, phường nào của sổ nên không có gì để mang đi. Hãy chọn phạm vi hoặc xã khác.</translation>
    </message>
    <message>
        <location filename="../register/field_package.py"/>
        <source>{path} is a package of another register ({name}), so nothing was read. Choose the register that it was exported from.</source>
        <translation>{path} là gói của sổ khác ({name}) nên chưa đọc gì. Hãy chọn sổ đã xuất gói này.</translation>
    </message>
    <message>
        <location filename="../register/field_package.py"/>
        <source>The register's log knows no export of the package {path}: it was made from a copy of this register, or its description was changed. Nothing was read. Import it into the register that exported it.</source>
        <translation>Nhật ký của sổ không ghi lần xuất gói {path}: gói được tạo từ một bản sao của sổ, hoặc phần mô tả đã bị sửa. Chưa đọc gì. Hãy nhập vào đúng sổ đã xuất gói.</translation>
    </message>
    <message>
        <location filename="../register/field_package.py"/>
        <source>{file} of the package {path} is not as it was exported, so nobody can tell what was changed in the field. Nothing was read. Copy the whole folder from the device again.</source>
        <translation>Tệp {file} của gói {path} không còn như lúc xuất nên không thể biết thực địa đã sửa gì. Chưa đọc gì. Hãy chép lại nguyên thư mục từ thiết bị.</translation>
    </message>
    <message>
        <location filename="../register/field_package.py"/>
        <source>{file} of the package {path} is damaged ({problem}). Nothing was read. Copy the whole folder from the device again.</source>
        <translation>Tệp {file} của gói {path} bị hỏng ({problem}). Chưa đọc gì. Hãy chép lại nguyên thư mục từ thiết bị.</translation>
    </message>
    <message>
        <location filename="../register/gate.py"/>
        <source>{path} is being written by {who} on {host} ({program}, process {pid}) since {since}: {action}. Nothing was written. Wait until it has ended and try again; if that program no longer runs, delete {lock}.</source>
        <translation>{path} đang được {who} ghi trên máy {host} ({program}, tiến trình {pid}) từ {since}: {action}. Chưa ghi gì. Hãy chờ xong rồi thử lại; nếu chương trình đó không còn chạy, hãy xóa {lock}.</translation>
    </message>
    <message>
        <location filename="../register/indicator_store.py"/>
        <source>The register {path} was made by an earlier version and has no place for the figures of the months. Run "Check and upgrade register", then make the report again.</source>
        <translation>Sổ địa chỉ {path} do phiên bản trước tạo, chưa có chỗ lưu số liệu các tháng. Hãy chạy "Kiểm tra và nâng cấp sổ địa chỉ" rồi lập lại báo cáo.</translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Address {address_id} bears code {code}, which the ledger does not know.</source>
        <translation>Địa chỉ {address_id} mang mã {code} mà sổ theo dõi mã không có.</translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Address {address_id} bears code {code}, which the ledger gives to {owner} (state {state}).</source>
        <translation>Địa chỉ {address_id} mang mã {code}, nhưng sổ theo dõi mã ghi mã này của {owner} (trạng thái {state}).</translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Code {code} counts as given to {address_id}, but that address does not bear it.</source>
        <translation>Mã {code} được ghi là đã gán cho {address_id}, nhưng địa chỉ đó không mang mã này.</translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Code {code} is borne by {count} addresses.</source>
        <translation>Có {count} địa chỉ cùng mang mã {code}.</translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Number {serial} of block {block_id} stands under {count} codes.</source>
        <translation>Số {serial} của dải số {block_id} ứng với {count} mã.</translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Code {code} does not lie in its block {block_id}.</source>
        <translation>Mã {code} không nằm trong dải số {block_id} của nó.</translation>
    </message>
    <message>
        <location filename="../register/ledger.py"/>
        <source>Address {address_id} holds {count} given codes of scheme {scheme}.</source>
        <translation>Địa chỉ {address_id} có {count} mã đã gán của bộ mã {scheme}.</translation>
    </message>
    <message>
        <location filename="../register/notices.py"/>
        <source>The register {path} was made by an older version that did not follow notices. Run “Check and upgrade” first.</source>
        <translation>Sổ {path} do phiên bản cũ tạo, chưa theo dõi thông báo. Hãy chạy “Kiểm tra và nâng cấp” trước.</translation>
    </message>
    <message>
        <location filename="../register/notices.py"/>
        <source>The register has sent no notice {reference}.</source>
        <translation>Sổ không có thông báo {reference}.</translation>
    </message>
    <message>
        <location filename="../register/numbering.py"/>
        <source>Nothing was written, because {count} numbers would stand at two houses: {numbers}. Change or exclude them in the proposal.</source>
        <translation>Chưa ghi gì, vì {count} số sẽ trùng ở hai nhà: {numbers}. Hãy đổi hoặc loại chúng trong đề xuất.</translation>
    </message>
    <message>
        <location filename="../register/numbering.py"/>
        <source>Nothing was written, because {count} addresses have got a number or were submitted, issued or retired since the proposal was made: {addresses}. Make the proposal again.</source>
        <translation>Chưa ghi gì, vì từ khi lập đề xuất đã có {count} địa chỉ được ghi số, đã gửi, đã cấp hoặc ngừng sử dụng: {addresses}. Hãy lập lại đề xuất.</translation>
    </message>
    <message>
        <location filename="../register/numbering.py"/>
        <source>Nothing was written, because the register has none of these addresses: {addresses}. Choose the register that the proposal was made for.</source>
        <translation>Chưa ghi gì, vì sổ không có các địa chỉ này: {addresses}. Hãy chọn đúng sổ mà đề xuất được lập.</translation>
    </message>
    <message>
        <location filename="../register/people.py"/>
        <source>Say whose data: a person's number (PERSON_ID), telephone (PHONE) or full name (NAME).</source>
        <translation>Hãy cho biết dữ liệu của ai: số bản ghi (PERSON_ID), điện thoại (PHONE) hoặc họ tên đầy đủ (NAME).</translation>
    </message>
    <message>
        <location filename="../register/people.py"/>
        <source>The register holds nobody like that. Nothing was changed. Check the number, telephone or name.</source>
        <translation>Sổ không có người nào như vậy. Chưa thay đổi gì. Hãy kiểm tra số bản ghi, điện thoại hoặc họ tên.</translation>
    </message>
    <message>
        <location filename="../register/people.py"/>
        <source>This fits {count} different people: {people}. Nothing was changed. Say which by their numbers (PERSON_ID), or give name and telephone together.</source>
        <translation>Có {count} người khác nhau phù hợp: {people}. Chưa thay đổi gì. Hãy chỉ rõ bằng số bản ghi (PERSON_ID), hoặc nhập cả họ tên và điện thoại.</translation>
    </message>
    <message>
        <location filename="../register/plaques.py"/>
        <source>The register {path} was made by an older version that did not follow plaques. Run “Check and upgrade” first.</source>
        <translation>Sổ {path} do phiên bản cũ lập, chưa theo dõi biển. Hãy chạy “Kiểm tra và nâng cấp” trước.</translation>
    </message>
    <message>
        <location filename="../register/plaques.py"/>
        <source>There is no print run {batch}. The last ones are: {known}.</source>
        <translation>Không có đợt in {batch}. Các đợt gần đây: {known}.</translation>
    </message>
    <message>
        <location filename="../register/plaques.py"/>
        <source>The register has no address with this code.</source>
        <translation>Sổ không có địa chỉ nào mang mã này.</translation>
    </message>
    <message>
        <location filename="../register/plaques.py"/>
        <source>Its code has not been issued, so it gets no plaque yet.</source>
        <translation>Mã chưa được cấp nên chưa làm biển.</translation>
    </message>
    <message>
        <location filename="../register/plaques.py"/>
        <source>No plaque of this address is known. Print it, or order it, first.</source>
        <translation>Chưa có biển nào của địa chỉ này. Hãy in hoặc đặt làm trước.</translation>
    </message>
    <message>
        <location filename="../register/plaques.py"/>
        <source>A plaque that is “{before}” cannot become “{after}”.</source>
        <translation>Biển “{before}” không thể chuyển thành “{after}”.</translation>
    </message>
    <message>
        <location filename="../register/plaques.py"/>
        <source>Say why it was not mounted: choose one of the reasons.</source>
        <translation>Hãy cho biết vì sao chưa gắn được: chọn một lý do.</translation>
    </message>
    <message>
        <location filename="../register/plaques.py"/>
        <source>It hangs {metres} m from its address. Is it the right house? Correct the position of either.</source>
        <translation>Biển cách địa chỉ {metres} m. Có đúng nhà không? Hãy sửa vị trí của biển hoặc của địa chỉ.</translation>
    </message>
    <message>
        <location filename="../register/plaques.py"/>
        <source>The address is retired: take its plaque down.</source>
        <translation>Địa chỉ đã ngừng sử dụng: hãy tháo biển.</translation>
    </message>
    <message>
        <location filename="../register/postgres/driver.py"/>
        <source>This Python has no psycopg2, which a register on PostgreSQL ({register}) needs. On Debian install python3-psycopg2; QGIS for Windows brings it.</source>
        <translation>Python này chưa có psycopg2, cần cho sổ trên PostgreSQL ({register}). Trên Debian hãy cài python3-psycopg2; QGIS cho Windows đã có sẵn.</translation>
    </message>
    <message>
        <location filename="../register/postgres/driver.py"/>
        <source>{register} cannot be reached ({problem}). Test the connection of that name in QGIS, its server and its authentication configuration.</source>
        <translation>Không kết nối được tới {register} ({problem}). Hãy thử kết nối cùng tên trong QGIS, kiểm tra máy chủ và cấu hình xác thực của kết nối.</translation>
    </message>
    <message>
        <location filename="../register/postgres/driver.py"/>
        <source>The server of {register} is too old ({found}). A register needs PostgreSQL 15 and PostGIS 3.3.</source>
        <translation>Máy chủ của {register} quá cũ ({found}). Sổ cần PostgreSQL 15 và PostGIS 3.3 trở lên.</translation>
    </message>
    <message>
        <location filename="../register/postgres/driver.py"/>
        <source>The database of {register} has no PostGIS 3.3 or newer. Have its administrator run: CREATE EXTENSION postgis;</source>
        <translation>Cơ sở dữ liệu của {register} chưa có PostGIS 3.3 trở lên. Hãy nhờ người quản trị chạy: CREATE EXTENSION postgis;</translation>
    </message>
    <message>
        <location filename="../register/postgres/driver.py"/>
        <source>The database of {register} holds no address register that you may read. Make one with "Move register", or have a role of it given to you.</source>
        <translation>Cơ sở dữ liệu của {register} không có sổ địa chỉ mà bạn được xem. Hãy tạo bằng công cụ “Chuyển sổ”, hoặc đề nghị cấp vai trò của sổ cho bạn.</translation>
    </message>
    <message>
        <location filename="../register/postgres/driver.py"/>
        <source>{register} was made by a newer version of the plugin (schema {found}, this version knows {known}). Update the plugin.</source>
        <translation>{register} được tạo bằng phiên bản mới hơn của phần mềm (lược đồ {found}, phiên bản này chỉ biết {known}). Hãy cập nhật phần mềm.</translation>
    </message>
    <message>
        <location filename="../register/postgres/driver.py"/>
        <source>The register {register} refused the change: {problem}. Mend the record and try again.</source>
        <translation>Sổ {register} từ chối thay đổi: {problem}. Hãy sửa bản ghi rồi thử lại.</translation>
    </message>
    <message>
        <location filename="../register/postgres/driver.py"/>
        <source>You have no right to do this in {register} ({problem}). Nothing was changed. Ask whoever runs the database for the role that it needs.</source>
        <translation>Bạn không có quyền làm việc này trong {register} ({problem}). Chưa có gì thay đổi. Hãy đề nghị người quản trị cơ sở dữ liệu cấp vai trò cần thiết.</translation>
    </message>
    <message>
        <location filename="../register/postgres/driver.py"/>
        <source>Others were writing to the same records of {register} all the time ({problem}). Nothing was changed. Try again.</source>
        <translation>Người khác liên tục ghi vào cùng các bản ghi của {register} ({problem}). Chưa có gì thay đổi. Hãy thử lại.</translation>
    </message>
    <message>
        <location filename="../register/postgres/driver.py"/>
        <source>The register {register} reports: {problem}. Nothing was changed.</source>
        <translation>Sổ {register} báo: {problem}. Chưa có gì thay đổi.</translation>
    </message>
    <message>
        <location filename="../register/postgres/messages.py"/>
        <source>A register moves between a file and a PostgreSQL server: one of the two is written pg: and the name of the QGIS connection ({register} → {target}).</source>
        <translation>Sổ được chuyển giữa tệp và máy chủ PostgreSQL: một trong hai nơi phải viết là pg: kèm tên kết nối của QGIS ({register} → {target}).</translation>
    </message>
    <message>
        <location filename="../register/postgres/messages.py"/>
        <source>There is something at {target} already ({what}), which is never overwritten. Nothing was moved. Choose an empty database or another file.</source>
        <translation>Tại {target} đã có dữ liệu ({what}), không bao giờ bị ghi đè. Chưa chuyển gì. Hãy chọn cơ sở dữ liệu trống hoặc tệp khác.</translation>
    </message>
    <message>
        <location filename="../register/postgres/messages.py"/>
        <source>The ledger of {register} disagrees with its addresses: {problem} Nothing was moved. Run "Check and upgrade register" and mend what it lists, then move the register.</source>
        <translation>Sổ cấp mã của {register} không khớp với các địa chỉ: {problem} Chưa chuyển gì. Hãy chạy “Kiểm tra và nâng cấp sổ”, sửa những điểm được liệt kê, rồi chuyển sổ.</translation>
    </message>
    <message>
        <location filename="../register/postgres/messages.py"/>
        <source>Somebody saved edits to {register} while it was being copied, so nothing was moved. Ask them to wait, then try again.</source>
        <translation>Có người đã lưu chỉnh sửa vào {register} trong lúc sao chép nên chưa chuyển gì. Hãy đề nghị họ chờ rồi thử lại.</translation>
    </message>
    <message>
        <location filename="../register/postgres/messages.py"/>
        <source>The table {table} did not come out in {register} as it went in, so nothing was moved. Try again, and tell the developers if it stays.</source>
        <translation>Bảng {table} trong {register} không giống như lúc đưa vào nên chưa chuyển gì. Hãy thử lại, và báo cho nhóm phát triển nếu vẫn vậy.</translation>
    </message>
    <message>
        <location filename="../register/postgres/messages.py"/>
        <source>Only the owner of {register} may move it. Nothing was moved. Ask whoever runs the database.</source>
        <translation>Chỉ chủ sở hữu của {register} mới được chuyển sổ. Chưa chuyển gì. Hãy liên hệ người quản trị cơ sở dữ liệu.</translation>
    </message>
    <message>
        <location filename="../register/postgres/messages.py"/>
        <source>Tools run on {register} for its keeper only, a login that is a member of the role that owns it. Edit it in QGIS with the roles that you have, or ask the keeper to check your communes out for you.</source>
        <translation>Công cụ chỉ chạy trên {register} cho người giữ sổ, tức tài khoản thuộc vai trò sở hữu sổ. Hãy chỉnh sửa trong QGIS theo vai trò bạn có, hoặc nhờ người giữ sổ lấy xã của bạn về máy.</translation>
    </message>
    <message>
        <location filename="../register/postgres/messages.py"/>
        <source>Another tool is working on {register}; this one waits until it has ended.</source>
        <translation>Một công cụ khác đang làm việc trên {register}; công cụ này chờ đến khi nó xong.</translation>
    </message>
    <message>
        <location filename="../register/postgres/powers.py"/>
        <source>The server of {register} has no login {name}. Nothing was changed. On a server, powers are given to logins of the database: write their names as the server knows them, or have its administrator make one (CREATE ROLE … LOGIN).</source>
        <translation>Máy chủ của {register} không có tài khoản {name}. Chưa thay đổi gì. Trên máy chủ, quyền được giao cho tài khoản của cơ sở dữ liệu: hãy viết đúng tên tài khoản trên máy chủ, hoặc nhờ người quản trị tạo tài khoản (CREATE ROLE … LOGIN).</translation>
    </message>
    <message>
        <location filename="../register/postgres/rows.py"/>
        <source>The table {table}, row {row}, has in {column} what the other store could not keep as it is ({value}). Nothing was moved. Correct it, then move the register.</source>
        <translation>Bảng {table}, dòng {row}, cột {column} có giá trị mà nơi mới không giữ nguyên được ({value}). Chưa chuyển gì. Hãy sửa giá trị đó rồi chuyển sổ.</translation>
    </message>
    <message>
        <location filename="../register/postgres/server.py"/>
        <source>The server of {register} lacks the roles of a register ({roles}) and you may not make them. Have its administrator make them once, as docs/postgresql.md says, then try again.</source>
        <translation>Máy chủ của {register} thiếu các vai trò của sổ ({roles}) và bạn không có quyền tạo. Hãy nhờ người quản trị tạo một lần theo docs/postgresql.md rồi thử lại.</translation>
    </message>
    <message>
        <location filename="../register/powers.py"/>
        <source>{actor} does not hold the power to declare in this register. Nothing was written. Ask whoever does ({holders}), or have it given with "Set powers".</source>
        <translation>{actor} chưa được giao quyền khai báo trong sổ này. Chưa ghi gì. Hãy nhờ người có quyền ({holders}), hoặc đề nghị được giao bằng công cụ “Giao quyền”.</translation>
    </message>
    <message>
        <location filename="../register/powers.py"/>
        <source>{actor} does not hold the power to create in this register. Nothing was written. Ask whoever does ({holders}), or have it given with "Set powers".</source>
        <translation>{actor} chưa được giao quyền tạo lập trong sổ này. Chưa ghi gì. Hãy nhờ người có quyền ({holders}), hoặc đề nghị giao quyền bằng công cụ “Giao quyền”.</translation>
    </message>
    <message>
        <location filename="../register/powers.py"/>
        <source>{actor} does not hold the power to verify in this register. Nothing was written. Ask whoever does ({holders}), or have it given with "Set powers".</source>
        <translation>{actor} chưa được giao quyền xác thực trong sổ này. Chưa ghi gì. Hãy nhờ người có quyền ({holders}), hoặc đề nghị được giao bằng công cụ “Giao quyền”.</translation>
    </message>
    <message>
        <location filename="../register/powers.py"/>
        <source>{actor} holds no power in this register (declare, create, verify), so may read it and not change it. Nothing was written. Ask whoever does ({holders}), or have one given with "Set powers".</source>
        <translation>{actor} chưa được giao quyền nào trong sổ này (khai báo, tạo lập, xác thực) nên chỉ được xem. Chưa ghi gì. Hãy nhờ người có quyền ({holders}), hoặc đề nghị được giao bằng công cụ “Giao quyền”.</translation>
    </message>
    <message>
        <location filename="../register/preflight.py"/>
        <source>{path} lies on the network share {share}, where two people could write at once unnoticed. Nothing was written. Take the communes that you work on to a disk of this computer with "Check out communes", work there, and bring them back with "Check in communes": both can be done with a register on a network share.</source>
        <translation>{path} nằm trên ổ mạng {share}, nơi hai người có thể cùng ghi mà không biết. Chưa ghi gì. Hãy mang các xã cần làm về đĩa của máy này bằng “Tách sổ theo xã”, làm ở đó rồi mang về bằng “Nhập lại bản tách”: cả hai đều dùng được với sổ trên ổ mạng.</translation>
    </message>
    <message>
        <location filename="../register/preflight.py"/>
        <source>The folder {folder} does not allow writing, so the register in it cannot be changed safely. Nothing was written. Ask for the right to write there, or copy the register to a folder of your own.</source>
        <translation>Thư mục {folder} không cho phép ghi nên không thể sửa sổ địa chỉ trong đó một cách an toàn. Chưa ghi gì. Hãy xin quyền ghi, hoặc chép sổ địa chỉ vào thư mục của bạn.</translation>
    </message>
    <message>
        <location filename="../register/preflight.py"/>
        <source>The disk of {folder} has {free} MB free; the work and its backup need {needed} MB. Nothing was written. Free some space, or move the register to another disk.</source>
        <translation>Ổ đĩa chứa {folder} còn trống {free} MB; công việc và bản sao lưu cần {needed} MB. Chưa ghi gì. Hãy giải phóng dung lượng, hoặc chuyển sổ địa chỉ sang ổ đĩa khác.</translation>
    </message>
    <message>
        <location filename="../register/print_rows.py"/>
        <source>The register has no addresses in “{wanted}”. Correct the name; it has: {known}.</source>
        <translation>Sổ không có địa chỉ nào ở “{wanted}”. Hãy sửa lại tên; sổ có: {known}.</translation>
    </message>
    <message>
        <location filename="../register/qa_exceptions.py"/>
        <source>Say why this is right as it is: an exception needs a reason.</source>
        <translation>Hãy nêu lý do vì sao như vậy là đúng: mỗi ngoại lệ phải có lý do.</translation>
    </message>
    <message>
        <location filename="../register/qa_exceptions.py"/>
        <source>{path} was made before there was a review. Run "Check and upgrade register" in the toolbox once; a backup is made first.</source>
        <translation>{path} được lập từ trước khi có phần rà soát. Hãy chạy công cụ “Kiểm tra và nâng cấp sổ địa chỉ” trong hộp công cụ một lần; bản sao lưu sẽ được lập trước.</translation>
    </message>
    <message>
        <location filename="../register/qa_fixes.py"/>
        <source>The result is not open any more.</source>
        <translation>Kết quả này không còn mở.</translation>
    </message>
    <message>
        <location filename="../register/qa_fixes.py"/>
        <source>There is no certain fix: correct the record by hand.</source>
        <translation>Không có cách sửa chắc chắn: hãy sửa bản ghi bằng tay.</translation>
    </message>
    <message>
        <location filename="../register/qa_fixes.py"/>
        <source>The record was submitted, verified, issued or retired: what the registry may have confirmed is not replaced by a computed value. Have it rejected first, or mark an exception.</source>
        <translation>Bản ghi đã gửi, đã xác thực, đã cấp hoặc đã ngừng sử dụng: giá trị có thể đã được xác nhận không bị thay bằng giá trị máy tính ra. Hãy để bản ghi được trả lại trước, hoặc ghi nhận ngoại lệ.</translation>
    </message>
    <message>
        <location filename="../register/qa_fixes.py"/>
        <source>The record was changed since it was checked. Check the addresses again.</source>
        <translation>Bản ghi đã được sửa sau lần kiểm tra. Hãy kiểm tra lại địa chỉ.</translation>
    </message>
    <message>
        <location filename="../register/qa_fixes.py"/>
        <source>Another fix has just written the same field. Check the addresses again for what is left.</source>
        <translation>Một cách sửa khác vừa ghi vào cùng trường này. Hãy kiểm tra lại địa chỉ để xem còn gì.</translation>
    </message>
    <message>
        <location filename="../register/restore_work.py"/>
        <source>{backup} is a backup of another register, so {path} was left as it is. Choose one from the folder {folder}.</source>
        <translation>{backup} là bản sao lưu của sổ địa chỉ khác nên giữ nguyên {path}. Hãy chọn một bản trong thư mục {folder}.</translation>
    </message>
    <message>
        <location filename="../register/restore_work.py"/>
        <source>{backup} cannot be restored: {count} of its codes were given to other addresses since and have left this machine ({codes}). Nothing was changed. Choose a later backup.</source>
        <translation>Không khôi phục được {backup}: {count} mã trong đó sau này đã gán cho địa chỉ khác và đã ra khỏi máy này ({codes}). Chưa thay đổi gì. Hãy chọn bản sao lưu mới hơn.</translation>
    </message>
    <message>
        <location filename="../register/restore_work.py"/>
        <source>The ledger of {path} is damaged and cannot be read, so nobody knows which codes were given since {backup}. Nothing was changed. If no code was given since, replace the register by a copy of that backup by hand; else ask the developers for help.</source>
        <translation>Sổ theo dõi mã của {path} bị hỏng, không đọc được, nên không biết những mã nào đã gán sau {backup}. Chưa thay đổi gì. Nếu từ đó chưa gán mã nào, hãy tự thay sổ địa chỉ bằng một bản chép của bản sao lưu đó; nếu không, hãy nhờ nhóm phát triển hỗ trợ.</translation>
    </message>
    <message>
        <location filename="../register/search_index.py"/>
        <source>The search file {path} was made anew. Ask once more.</source>
        <translation>Tệp tìm kiếm {path} vừa được tạo lại. Hãy hỏi lại một lần nữa.</translation>
    </message>
    <message>
        <location filename="../register/stage_change.py"/>
        <source>The register has no address with this code or id.</source>
        <translation>Sổ không có địa chỉ nào mang mã hoặc định danh này.</translation>
    </message>
    <message>
        <location filename="../register/stage_change.py"/>
        <source>Say why in REASON: records are not retired, restored or rejected without a word.</source>
        <translation>Hãy ghi lý do vào REASON: không ngừng sử dụng, khôi phục hay trả lại bản ghi mà không nêu lý do.</translation>
    </message>
    <message>
        <location filename="../register/stage_change.py"/>
        <source>Nothing was changed, because {count} of {total} records cannot be: {records}. Correct them or leave them out; a dry run lists them all.</source>
        <translation>Chưa thay đổi gì, vì {count} trong {total} bản ghi không chuyển được: {records}. Hãy sửa hoặc bỏ các bản ghi đó ra; chạy thử sẽ liệt kê đầy đủ.</translation>
    </message>
    <message>
        <location filename="../register/sync_packages.py"/>
        <location filename="../sync/engine.py"/>
        <source>{path} was made before there was a sync. Run "Check and upgrade register" in the toolbox; a backup is made first.</source>
        <translation>{path} được tạo khi chưa có chức năng đồng bộ. Hãy chạy "Kiểm tra và nâng cấp sổ địa chỉ" trong hộp công cụ; bản sao lưu được tạo trước.</translation>
    </message>
    <message>
        <location filename="../register/undo_work.py"/>
        <source>There is no apply to undo in {path}: none was made, or all were undone already.</source>
        <translation>Trong {path} không có lần áp dụng nào để hoàn tác: chưa áp dụng lần nào, hoặc đã hoàn tác hết.</translation>
    </message>
    <message>
        <location filename="../register/undo_work.py"/>
        <source>The apply of {at} cannot be undone, because {count} of its addresses were edited by people since: {codes}. Nothing was changed, so no edit is lost. Correct single addresses by hand; or restore the backup made before that apply, which gives up those edits.</source>
        <translation>Không hoàn tác được lần áp dụng lúc {at}, vì sau đó {count} địa chỉ của lần này đã có người sửa: {codes}. Chưa thay đổi gì nên không mất chỉnh sửa nào. Hãy sửa tay từng địa chỉ; hoặc khôi phục bản sao lưu trước lần áp dụng đó, khi ấy sẽ mất các chỉnh sửa này.</translation>
    </message>
    <message>
        <location filename="../register/undo_work.py"/>
        <source>The apply of {at} cannot be undone, because units were added since to {count} of its addresses: {codes}. Nothing was changed. Restore the backup made before that apply, which gives up those units.</source>
        <translation>Không hoàn tác được lần áp dụng lúc {at}, vì sau đó đã thêm căn/gian vào {count} địa chỉ của lần này: {codes}. Chưa thay đổi gì. Hãy khôi phục bản sao lưu trước lần áp dụng đó, khi ấy sẽ mất các căn/gian này.</translation>
    </message>
    <message>
        <location filename="../register/undo_work.py"/>
        <source>The check-in of {at} cannot be undone: it changed or took out {count} records of people, and what stood in them before is kept nowhere else. Nothing was changed. Restore the backup made before it.</source>
        <translation>Không hoàn tác được lần nhập lại {at}: lần đó đã sửa hoặc bỏ {count} bản ghi về người, và nội dung trước đó không lưu ở nơi nào khác. Không có gì thay đổi. Hãy khôi phục bản sao lưu được tạo trước đó.</translation>
    </message>
    <message>
        <location filename="../register/units_plan.py"/>
        <source>The register {path} has no address with the code or id {parent}. Check PARENT.</source>
        <translation>Sổ {path} không có địa chỉ nào mang mã hoặc định danh {parent}. Hãy kiểm tra PARENT.</translation>
    </message>
    <message>
        <location filename="../register/units_plan.py"/>
        <source>{parent} is itself a unit of a building. Units have no units: choose the building.</source>
        <translation>{parent} là một căn, gian của tòa nhà. Căn, gian không chứa căn, gian khác: hãy chọn tòa nhà.</translation>
    </message>
    <message>
        <location filename="../register/units_plan.py"/>
        <source>{parent} is retired, so nothing is added to it. Restore it first, or choose another.</source>
        <translation>{parent} đã ngừng sử dụng nên không thêm được gì. Hãy khôi phục địa chỉ đó trước, hoặc chọn địa chỉ khác.</translation>
    </message>
    <message>
        <location filename="../register/units_plan.py"/>
        <source>{parent} has no position, and its units would have none. Place it on the map first.</source>
        <translation>{parent} chưa có vị trí, nên căn, gian của nó cũng không có. Hãy đặt vị trí trên bản đồ trước.</translation>
    </message>
    <message>
        <location filename="../register/units_plan.py"/>
        <source>{parent} has no commune, so nobody knows whose numbers its units get. Enter its commune first.</source>
        <translation>{parent} chưa có xã, phường nên không biết căn, gian lấy số của xã nào. Hãy điền xã, phường trước.</translation>
    </message>
    <message>
        <location filename="../sync/adapters/answers.py"/>
        <source>The registry's record cannot be taken in ({what}): ask its keeper to correct it.</source>
        <translation>Không nhận được bản ghi trên nền tảng ({what}): hãy đề nghị đơn vị quản lý nền tảng sửa lại.</translation>
    </message>
    <message>
        <location filename="../sync/blocks.py"/>
        <source>This registry reserves no numbers over the network. Ask its keeper for a document, and enter the block with “Add code block”.</source>
        <translation>Nền tảng này không cấp dải số qua mạng. Hãy xin văn bản của đơn vị quản lý rồi nhập dải bằng chức năng “Thêm dải số”.</translation>
    </message>
    <message>
        <location filename="../sync/blocks.py"/>
        <source>The registry reserves no {count} numbers for commune {commune}: {reason}</source>
        <translation>Nền tảng không giữ {count} số cho xã {commune}: {reason}</translation>
    </message>
    <message>
        <location filename="../sync/blocks.py"/>
        <source>No answer came that says which numbers are reserved. Ask again for {count} numbers of commune {commune}: the registry then gives the same ones, and none are reserved twice.</source>
        <translation>Chưa nhận được trả lời cho biết những số nào đã được giữ. Hãy xin lại {count} số của xã {commune}: nền tảng sẽ trả đúng dải đó, không số nào bị giữ hai lần.</translation>
    </message>
    <message>
        <location filename="../sync/blocks.py"/>
        <source>{count} numbers cannot be reserved: ask for 1 to {most}.</source>
        <translation>Không thể giữ {count} số: hãy xin từ 1 đến {most} số.</translation>
    </message>
    <message>
        <location filename="../sync/engine.py"/>
        <source>Another sync of {path} is under way. Wait until it has ended, then look at its result.</source>
        <translation>Đang có một lần đồng bộ khác trên {path}. Hãy chờ lần đó kết thúc rồi xem kết quả.</translation>
    </message>
    <message>
        <location filename="../sync/engine.py"/>
        <source>The province's profile grants this registry personal data, but the registry does not say that it takes any: none was sent.</source>
        <translation>Hồ sơ cấu hình của tỉnh cho phép gửi dữ liệu cá nhân tới nền tảng này, nhưng nền tảng không cho biết là có tiếp nhận: không gửi dữ liệu cá nhân nào.</translation>
    </message>
    <message>
        <location filename="../sync/engine.py"/>
        <source>Nothing was fetched: this registry cannot tell what has changed. What others changed there is seen only when the same record is sent.</source>
        <translation>Không tải gì về: nền tảng này không cho biết được những gì đã thay đổi. Thay đổi của người khác trên đó chỉ thấy được khi gửi chính bản ghi ấy.</translation>
    </message>
    <message>
        <location filename="../sync/packages/archive.py"/>
        <source>{path} is no package and no receipt of this plugin ({problem}). Nothing was read. Choose the zip file as it was sent, not unpacked and packed again.</source>
        <translation>{path} không phải gói hay tệp trả lời của công cụ này ({problem}). Chưa đọc gì. Hãy chọn tệp zip đúng như khi được gửi, không giải nén rồi nén lại.</translation>
    </message>
    <message>
        <location filename="../sync/packages/archive.py"/>
        <source>{path} was signed with another key ({theirs}, yours is {ours}). Nothing was read. Compare the keys with the sender, and choose the one that both of you use.</source>
        <translation>{path} được ký bằng khóa khác ({theirs}, khóa của bạn là {ours}). Chưa đọc gì. Hãy đối chiếu khóa với nơi gửi và chọn khóa hai bên cùng dùng.</translation>
    </message>
    <message>
        <location filename="../sync/packages/archive.py"/>
        <source>The signature of {path} does not fit its content: it was changed after it was signed. Nothing was read. Have the sender send it again.</source>
        <translation>Chữ ký của {path} không khớp nội dung: tệp đã bị sửa sau khi ký. Chưa đọc gì. Hãy đề nghị nơi gửi gửi lại.</translation>
    </message>
    <message>
        <location filename="../sync/packages/archive.py"/>
        <source>{file} in {path} is not as it was when it was signed. Nothing was read. Have the sender send it again.</source>
        <translation>{file} trong {path} không còn như khi ký. Chưa đọc gì. Hãy đề nghị nơi gửi gửi lại.</translation>
    </message>
    <message>
        <location filename="../sync/packages/archive.py"/>
        <source>{path} is a {found} of version {version}; this needs a {wanted} of version {known}. Nothing was read. Choose another file, or update the plugin.</source>
        <translation>{path} là {found} phiên bản {version}; ở đây cần {wanted} phiên bản {known}. Chưa đọc gì. Hãy chọn tệp khác, hoặc cập nhật công cụ.</translation>
    </message>
    <message>
        <location filename="../sync/packages/archive.py"/>
        <source>The package {path} cannot be written ({problem}). Check the free space and that you may write into the folder, and try again.</source>
        <translation>Không ghi được gói {path} ({problem}). Hãy kiểm tra dung lượng trống và quyền ghi vào thư mục rồi làm lại.</translation>
    </message>
    <message>
        <location filename="../sync/packages/export.py"/>
        <source>Package {number} is noted in the register, but the file {path} could not be written at last ({problem}). Make it again: write {number} into “Send a lost package again”.</source>
        <translation>Gói số {number} đã được ghi nhận trong sổ nhưng cuối cùng không ghi được tệp {path} ({problem}). Hãy tạo lại: ghi {number} vào ô “Gửi lại gói bị thất lạc”.</translation>
    </message>
    <message>
        <location filename="../sync/packages/export.py"/>
        <source>No record of package {number} waits for an answer, so there is nothing to send again. Look up the number in the history of syncs.</source>
        <translation>Không bản ghi nào của gói số {number} còn chờ trả lời nên không có gì để gửi lại. Hãy xem lại số gói trong lịch sử đồng bộ.</translation>
    </message>
    <message>
        <location filename="../sync/packages/export.py"/>
        <source>Package {number} of this register was made on this computer, and the register does not know it: it is an older copy. Go on with the newer file, if there is one. Else switch on “Go on with a restored register”: the next package gets number {next}; tell its receiver that records of the lost packages come once more.</source>
        <translation>Gói {number} của sổ này đã được tạo trên máy này nhưng sổ không biết gói đó: đây là bản cũ hơn. Hãy làm tiếp với tệp mới hơn, nếu có. Nếu không, bật “Tiếp tục với sổ đã phục hồi”: gói sau mang số {next}; báo cho nơi nhận rằng hồ sơ trong các gói bị mất sẽ đến lần nữa.</translation>
    </message>
    <message>
        <location filename="../sync/packages/export.py"/>
        <source>Somebody edited {path} while the package was made. Nothing was written. Export it again.</source>
        <translation>Có người sửa {path} trong khi tạo gói. Chưa ghi gì. Hãy xuất lại.</translation>
    </message>
    <message>
        <location filename="../sync/packages/receipt.py"/>
        <source>Line {line} of {file} in {path} is no answer ({problem}). Nothing was read. Have the sender make it again.</source>
        <translation>Dòng {line} của {file} trong {path} không phải là trả lời ({problem}). Chưa đưa gì vào sổ. Hãy đề nghị nơi gửi làm lại.</translation>
    </message>
    <message>
        <location filename="../sync/packages/receipt.py"/>
        <source>{path} answers another register. Nothing was written. Choose the register that the package came from.</source>
        <translation>{path} trả lời cho sổ khác. Chưa ghi gì. Hãy chọn đúng sổ đã xuất gói.</translation>
    </message>
    <message>
        <location filename="../sync/packages/receive.py"/>
        <source>{path} answers package {number}, which this register has not sent as it was answered (a copy of the register may have, or it was restored from a backup since). Nothing was written. Import it into the register that sent it.</source>
        <translation>{path} trả lời gói số {number}, nhưng sổ này không gửi gói đúng như thế (có thể một bản sao của sổ đã gửi, hoặc sổ đã được phục hồi từ bản sao lưu). Chưa ghi gì. Hãy nhập vào đúng sổ đã gửi gói.</translation>
    </message>
    <message>
        <location filename="../sync/packages/receive.py"/>
        <source>Somebody edited {path} while the answers were compared. Nothing was written. Import them again.</source>
        <translation>Có người sửa {path} trong khi đối chiếu trả lời. Chưa ghi gì. Hãy nhập lại.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>accepted</source>
        <translation>chấp nhận</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <location filename="../ui/sync_words.py"/>
        <source>rejected</source>
        <translation>bị trả lại</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>No package of this register has brought this address there. Look at the key.</source>
        <translation>Không gói nào của sổ này đã gửi địa chỉ này. Hãy xem lại khóa.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>This row comes from another register. Import it there.</source>
        <translation>Dòng này của sổ khác. Hãy nhập vào sổ đó.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>The answer is to package {number}; the address was sent again in package {newer} since. Wait for that answer.</source>
        <translation>Trả lời này cho gói số {number}; sau đó địa chỉ đã được gửi lại trong gói số {newer}. Hãy chờ trả lời gói đó.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>A newer receipt (number {newer}) has answered this already; it counts.</source>
        <translation>Tệp trả lời mới hơn (số {newer}) đã trả lời; lấy theo tệp đó.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>This was answered otherwise before: {before} {detail}. Nothing was changed. Ask both what holds.</source>
        <translation>Trước đây đã có trả lời khác: {before} {detail}. Chưa thay đổi gì. Hãy hỏi lại hai nơi trả lời.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>Two rows answer this address differently (rows {rows}). Ask which one holds.</source>
        <translation>Các dòng {rows} trả lời khác nhau cho cùng địa chỉ này. Hãy hỏi lại dòng nào đúng.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>The code {code} is given to several addresses in this file. Ask whose it is.</source>
        <translation>Mã {code} được ghi cho nhiều địa chỉ trong tệp này. Hãy hỏi lại mã thuộc địa chỉ nào.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>The code {code} is another address's already: {other}. Ask who gave it twice.</source>
        <translation>Mã {code} đã thuộc địa chỉ khác: {other}. Hãy hỏi nơi cấp mã.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>The code {code} went out of use here and is never given again. Ask for another.</source>
        <translation>Mã {code} đã ngừng sử dụng trong sổ và không được cấp lại. Hãy đề nghị cấp mã khác.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>The address bears the code {before} for good, and the answer brings {code}. Ask which one holds.</source>
        <translation>Địa chỉ đã mang mã {before}, nhưng trả lời ghi mã {code}. Hãy hỏi lại mã nào đúng.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>“{code}” is no address code: it must have 10 digits. Ask for the right one.</source>
        <translation>“{code}” không phải mã địa chỉ số: mã phải có 10 chữ số. Hãy xin lại mã đúng.</translation>
    </message>
    <message>
        <location filename="../sync/packages/settle.py"/>
        <source>The address was retired here since it was sent. The code {code} is noted, so that nobody gets it.</source>
        <translation>Sau khi gửi, địa chỉ đã ngừng sử dụng trong sổ. Mã {code} được ghi nhận để không cấp cho nơi khác.</translation>
    </message>
    <message>
        <location filename="../sync/packages/sheet_rows.py"/>
        <source>Post office</source>
        <translation>Bưu điện</translation>
    </message>
    <message>
        <location filename="../sync/packages/sheet_rows.py"/>
        <source>Police</source>
        <translation>Công an</translation>
    </message>
    <message>
        <location filename="../sync/packages/sheet_rows.py"/>
        <source>People's committee of the commune</source>
        <translation>Ủy ban nhân dân cấp xã</translation>
    </message>
    <message>
        <location filename="../sync/packages/sheet_rows.py"/>
        <source>Managing agency of the province</source>
        <translation>Cơ quan quản lý cấp tỉnh</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>The registry refuses the login: check user name and password, or the token, of the account.</source>
        <translation>Đăng nhập bị từ chối: kiểm tra tên đăng nhập và mật khẩu, hoặc mã truy cập (token) của tài khoản.</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>This account may not write there: ask the registry for the right for these communes.</source>
        <translation>Tài khoản này không có quyền ghi: đề nghị đơn vị quản lý nền tảng cấp quyền cho các xã này.</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>The proxy refuses: check Settings ▸ Options ▸ Network, and the proxy's user name and password.</source>
        <translation>Máy chủ proxy từ chối: kiểm tra Thiết lập ▸ Tùy chọn ▸ Mạng, và tên đăng nhập, mật khẩu của proxy.</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>The registry sends us to another address: enter its final address (often https:// for http://).</source>
        <translation>Nền tảng chuyển sang địa chỉ khác: nhập đúng địa chỉ cuối cùng (thường là https:// thay cho http://).</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>The registry's certificate is not trusted: have its authority's certificate added under Settings ▸ Options ▸ Authentication; check the computer's date, too.</source>
        <translation>Chứng thư của nền tảng không được tin cậy: thêm chứng thư của tổ chức cấp tại Thiết lập ▸ Tùy chọn ▸ Xác thực; kiểm tra cả ngày giờ của máy.</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>The registry does not take this account's certificate: choose an account whose certificate its authority has issued, and that has not run out.</source>
        <translation>Nền tảng không chấp nhận chứng thư số của tài khoản này: chọn tài khoản có chứng thư do cơ quan của nền tảng cấp và còn hạn.</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>The registry ended the secure connection without an answer: if it asks for a certificate, choose an account with a valid one; else try again later. Nothing is lost.</source>
        <translation>Nền tảng ngắt kết nối bảo mật mà không trả lời: nếu nền tảng đòi chứng thư số, hãy chọn tài khoản có chứng thư còn giá trị; nếu không, thử lại sau. Không có gì bị mất.</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>A web page answered instead of the registry: sign in to this network in a browser, then try again.</source>
        <translation>Một trang web trả lời thay cho nền tảng: đăng nhập mạng này bằng trình duyệt rồi thử lại.</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>The registry cannot be reached: check the network and the address. Nothing is lost; go on working.</source>
        <translation>Không kết nối được nền tảng: kiểm tra mạng và địa chỉ. Không mất gì cả; cứ tiếp tục làm việc.</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>The registry answers, but not with what was asked for (an error of its own?): try again later, then tell its keeper. Nothing is lost; go on working.</source>
        <translation>Nền tảng có trả lời nhưng không đúng điều được hỏi (lỗi của nền tảng?): hãy thử lại sau, rồi báo cho đơn vị quản lý nền tảng. Không mất gì; cứ tiếp tục làm việc.</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>This registry cannot tell a repeated write from a new one, nor what has changed: push only, and only attended.</source>
        <translation>Nền tảng này không phân biệt được lần ghi lặp với lần ghi mới, cũng không cho biết dữ liệu nào đã thay đổi: chỉ gửi lên, và chỉ khi có người theo dõi.</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>The registry is older than what it told us before (restored from a backup?). Nothing was sent. Ask its keeper: either the newer data comes back, or what it lost is sent anew.</source>
        <translation>Dữ liệu của nền tảng cũ hơn những gì đã trả về trước đây (khôi phục từ bản sao lưu?). Không gửi gì lên. Hãy hỏi đơn vị quản lý nền tảng: hoặc dữ liệu mới hơn được đưa trở lại, hoặc gửi lại những gì nền tảng đã mất.</translation>
    </message>
    <message>
        <location filename="../sync/pauses.py"/>
        <source>This register is older than what the registry last told it (a restored or copied file): pull first.</source>
        <translation>Sổ này cũ hơn những gì nền tảng đã báo (tệp phục hồi hoặc sao chép): hãy nhận về trước.</translation>
    </message>
    <message>
        <location filename="../sync/personal.py"/>
        <source>In “{field}” stands a telephone number, an e-mail address or the number of an identity paper. Take it out: no data of people leaves with an address.</source>
        <translation>Trong “{field}” có số điện thoại, địa chỉ thư điện tử hoặc số giấy tờ tùy thân. Hãy xóa đi: không gửi dữ liệu cá nhân cùng địa chỉ.</translation>
    </message>
    <message>
        <location filename="../sync/planning.py"/>
        <source>It is not sent, because it still needs: {missing}.</source>
        <translation>Chưa gửi được vì còn thiếu: {missing}.</translation>
    </message>
    <message>
        <location filename="../sync/queue.py"/>
        <source>The registry has lost this record: it is sent anew.</source>
        <translation>Nền tảng đã mất bản ghi này: bản ghi được gửi lại như mới.</translation>
    </message>
    <message>
        <location filename="../sync/resolving.py"/>
        <source>This conflict has been settled already. Look at the list of conflicts again.</source>
        <translation>Xung đột này đã được xử lý. Hãy xem lại danh sách xung đột.</translation>
    </message>
    <message>
        <location filename="../sync/resolving.py"/>
        <source>The record {address} was edited since this conflict was shown, and other fields are in conflict now. Nothing was changed. Look at the conflict again and choose.</source>
        <translation>Bản ghi {address} đã được sửa sau khi xung đột này hiện ra, nay có thêm trường khác bị xung đột. Chưa thay đổi gì. Hãy xem lại xung đột rồi chọn.</translation>
    </message>
    <message>
        <location filename="../sync/resolving.py"/>
        <source>The registry gave {address} a code that is another one's in this register ({problem}). A code never changes by a choice here: ask the registry to correct it, then pull again.</source>
        <translation>Nền tảng quốc gia cấp cho {address} một mã đã thuộc địa chỉ khác trong sổ này ({problem}). Không đổi mã bằng cách chọn ở đây: hãy đề nghị bên quản lý nền tảng sửa, rồi tải về lại.</translation>
    </message>
    <message>
        <location filename="../ui/assign_page.py"/>
        <source>Assign</source>
        <translation>Gán mã</translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>House, or parcel</source>
        <translation>Nhà ở, hoặc thửa đất</translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Annexes get codes too</source>
        <translation>Gán mã cả nhà phụ</translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Sheds, toilets, kitchens apart: usually without an address of their own</source>
        <translation>Nhà kho, nhà vệ sinh, bếp tách rời: thường không có địa chỉ riêng</translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Parcels with a coded building too</source>
        <translation>Cả thửa đã có nhà mang mã</translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Usually the building's code is the address of its parcel as well</source>
        <translation>Thông thường mã của nhà cũng là địa chỉ của thửa đất</translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Only the selected objects</source>
        <translation>Chỉ các đối tượng đang chọn</translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <location filename="../ui/match_step.py"/>
        <source>&amp;Objects</source>
        <translation>Đố&amp;i tượng</translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Code &amp;scheme</source>
        <translation>&amp;Bộ mã</translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Default c&amp;lass</source>
        <translation>Nhóm &amp;mặc định</translation>
    </message>
    <message>
        <location filename="../ui/assign_step.py"/>
        <source>Select the objects on the map, or take the whole layer.</source>
        <translation>Hãy chọn đối tượng trên bản đồ, hoặc làm cả lớp.</translation>
    </message>
    <message>
        <location filename="../ui/background.py"/>
        <source>Cancelled. The register is as it was.</source>
        <translation>Đã hủy. Sổ địa chỉ vẫn nguyên như trước.</translation>
    </message>
    <message>
        <location filename="../ui/background.py"/>
        <source>“{title}” is running: wait until it has finished, or cancel it.</source>
        <translation>“{title}” đang chạy: hãy chờ xong hoặc hủy.</translation>
    </message>
    <message>
        <location filename="../ui/background.py"/>
        <source>The tool {algorithm} is not in the Processing toolbox. Switch the plugin off and on again in the plugin manager.</source>
        <translation>Không có công cụ {algorithm} trong hộp công cụ Processing. Hãy tắt rồi bật lại phần mở rộng này trong mục quản lý phần mở rộng.</translation>
    </message>
    <message>
        <location filename="../ui/background.py"/>
        <source>The work stopped without a message. See the Processing log for details.</source>
        <translation>Công việc dừng mà không có thông báo. Xem chi tiết trong nhật ký Processing.</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <source>Backups</source>
        <translation>Bản sao lưu</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <source>Made at</source>
        <translation>Lập lúc</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <source>Size</source>
        <translation>Dung lượng</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <location filename="../ui/stage_box.py"/>
        <source>Restore…</source>
        <translation>Khôi phục…</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <source>Go back to the register of {time}?</source>
        <translation>Trở về sổ địa chỉ lúc {time}?</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <source>The present state is kept as a backup too, so that this can be taken back.</source>
        <translation>Trạng thái hiện tại cũng được sao lưu, nên có thể quay lại.</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <location filename="../ui/labels.py"/>
        <source>Restore</source>
        <translation>Khôi phục</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <source>The backup is restored.</source>
        <translation>Đã khôi phục bản sao lưu.</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <source>Restoring the backup</source>
        <translation>Đang khôi phục bản sao lưu</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <source>A register on a server is backed up by whoever runs the server (pg_dump): see “Backup and restore” in docs/postgresql.md.</source>
        <translation>Sổ trên máy chủ do người quản trị máy chủ sao lưu (pg_dump): xem mục “Backup and restore” trong docs/postgresql.md.</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <source>No backups yet: one is made before each apply.</source>
        <translation>Chưa có bản sao lưu: mỗi lần áp dụng sẽ lập một bản trước.</translation>
    </message>
    <message>
        <location filename="../ui/backups_box.py"/>
        <source>Select a backup first.</source>
        <translation>Hãy chọn một bản sao lưu.</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>Add a block of codes</source>
        <translation>Thêm dải số</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>A block is a range of numbers that the authority has reserved for a commune. Enter only blocks of which you have the document: a made-up number may be another family's code.</source>
        <translation>Dải số là khoảng số mà cơ quan có thẩm quyền dành cho một xã. Chỉ nhập dải số có văn bản: số tự đặt có thể là mã của nhà khác.</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>One block</source>
        <translation>Một dải số</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>Many (CSV)</source>
        <translation>Nhiều dải số (CSV)</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>Add</source>
        <translation>Thêm</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>the five digits before the number</source>
        <translation>năm chữ số đứng trước số thứ tự</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>number and date</source>
        <translation>số và ngày văn bản</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <location filename="../ui/reserve_dialog.py"/>
        <source>&amp;Commune</source>
        <translation>&amp;Xã</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>&amp;Prefix</source>
        <translation>&amp;Đầu số</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>&amp;First number</source>
        <translation>&amp;Từ số</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>&amp;Last number</source>
        <translation>Đế&amp;n số</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>Authority's &amp;document</source>
        <translation>&amp;Văn bản cấp dải số</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>Table of blocks (*.csv *.CSV)</source>
        <translation>Bảng dải số (*.csv *.CSV)</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>A UTF-8 table with the columns commune, prefix, first, last, authority_doc; a commune by its code or name. All blocks are added, or none.</source>
        <translation>Bảng UTF-8 có các cột commune, prefix, first, last, authority_doc; xã ghi bằng mã hoặc tên. Thêm tất cả, hoặc không thêm gì.</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>Choose the table of blocks.</source>
        <translation>Chọn bảng dải số.</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <location filename="../ui/reserve_dialog.py"/>
        <source>Choose the commune.</source>
        <translation>Chọn xã.</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>Enter the five digits of the prefix.</source>
        <translation>Nhập đủ năm chữ số của đầu số.</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>The first number must not be larger than the last.</source>
        <translation>Số đầu không được lớn hơn số cuối.</translation>
    </message>
    <message>
        <location filename="../ui/block_dialog.py"/>
        <source>Enter the number and date of the authority's document.</source>
        <translation>Nhập số và ngày của văn bản cấp dải số.</translation>
    </message>
    <message>
        <location filename="../ui/blocks_box.py"/>
        <source>Blocks of codes</source>
        <translation>Dải số</translation>
    </message>
    <message>
        <location filename="../ui/blocks_box.py"/>
        <source>Add blocks…</source>
        <translation>Thêm dải số…</translation>
    </message>
    <message>
        <location filename="../ui/blocks_box.py"/>
        <source>The blocks are added.</source>
        <translation>Đã thêm dải số.</translation>
    </message>
    <message>
        <location filename="../ui/blocks_box.py"/>
        <source>Adding blocks</source>
        <translation>Đang thêm dải số</translation>
    </message>
    <message>
        <location filename="../ui/blocks_box.py"/>
        <source>No blocks yet: objects get provisional codes (TAM-…) until there are some.</source>
        <translation>Chưa có dải số: đối tượng nhận mã tạm (TAM-…) cho đến khi có.</translation>
    </message>
    <message>
        <location filename="../ui/blocks_box.py"/>
        <source>{free} numbers free, in {with_blocks} of {communes} communes.</source>
        <translation>Còn {free} số, tại {with_blocks} trên {communes} xã.</translation>
    </message>
    <message>
        <location filename="../ui/blocks_table.py"/>
        <source>Prefix</source>
        <translation>Đầu số</translation>
    </message>
    <message>
        <location filename="../ui/blocks_table.py"/>
        <source>Numbers</source>
        <translation>Khoảng số</translation>
    </message>
    <message>
        <location filename="../ui/blocks_table.py"/>
        <source>Free</source>
        <translation>Còn lại</translation>
    </message>
    <message>
        <location filename="../ui/checkin_conflicts.py"/>
        <source>Conflicts of the check-in</source>
        <translation>Xung đột khi nhập lại</translation>
    </message>
    <message>
        <location filename="../ui/checkin_conflicts.py"/>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Fields in conflict</source>
        <translation>Các trường xung đột</translation>
    </message>
    <message>
        <location filename="../ui/checkin_conflicts.py"/>
        <source>Both sides have changed these. Click on the value that stays; what you do not choose stays open and is shown again at the next check-in.</source>
        <translation>Cả hai bên đều đã sửa các mục này. Bấm vào giá trị cần giữ; mục không chọn thì để ngỏ và sẽ hiện lại ở lần nhập sau.</translation>
    </message>
    <message>
        <location filename="../ui/checkin_conflicts.py"/>
        <location filename="../ui/sync_conflicts.py"/>
        <source>All ours</source>
        <translation>Giữ tất cả tại đây</translation>
    </message>
    <message>
        <location filename="../ui/checkin_conflicts.py"/>
        <source>All the copy's</source>
        <translation>Tất cả của bản tách</translation>
    </message>
    <message>
        <location filename="../ui/checkin_conflicts.py"/>
        <source>Use these decisions</source>
        <translation>Dùng các quyết định này</translation>
    </message>
    <message>
        <location filename="../ui/checkin_conflicts.py"/>
        <source>{done} of {count} decided</source>
        <translation>Đã quyết định {done}/{count}</translation>
    </message>
    <message>
        <location filename="../ui/commune_combo.py"/>
        <location filename="../ui/plan_review.py"/>
        <source>All communes</source>
        <translation>Tất cả xã, phường</translation>
    </message>
    <message>
        <location filename="../ui/complete_page.py"/>
        <source>Complete</source>
        <translation>Hoàn thiện</translation>
    </message>
    <message>
        <location filename="../ui/completeness_box.py"/>
        <source>Counting complete records</source>
        <translation>Đang đếm hồ sơ đầy đủ</translation>
    </message>
    <message>
        <location filename="../ui/completeness_box.py"/>
        <source>{complete} of {addresses} records have all basic fields ({percent}).</source>
        <translation>{complete} trên {addresses} hồ sơ có đủ trường cơ bản ({percent}).</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <location filename="../ui/differences_layer.py"/>
        <location filename="../ui/layer_roles.py"/>
        <location filename="../ui/number_style.py"/>
        <location filename="../ui/pasted.py"/>
        <location filename="../ui/plan_model.py"/>
        <source>Code</source>
        <translation>Mã</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <location filename="../ui/differences_layer.py"/>
        <location filename="../ui/number_style.py"/>
        <location filename="../ui/plan_model.py"/>
        <source>Status</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>New commune</source>
        <translation>Xã mới</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>New district</source>
        <translation>Huyện mới</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>New province</source>
        <translation>Tỉnh mới</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <location filename="../ui/plan_model.py"/>
        <source>Candidates</source>
        <translation>Ứng viên</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>Code of the commune chosen</source>
        <translation>Mã xã được chọn</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <location filename="../ui/number_style.py"/>
        <location filename="../ui/plan_model.py"/>
        <source>Decision</source>
        <translation>Quyết định</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>Old provinces, districts, communes</source>
        <translation>Tỉnh, huyện, xã cũ</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>Look at the records</source>
        <translation>Xem các bản ghi</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>Write the new units</source>
        <translation>Ghi đơn vị mới</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>What became of the records of each former commune</source>
        <translation>Bản ghi của từng xã cũ nay thuộc đâu</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>A table of one's own…</source>
        <translation>Bảng khác…</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>Any layer or table; its copy gets the new units as further columns</source>
        <translation>Lớp hay bảng bất kỳ; bản sao có thêm các cột đơn vị mới</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>today; or 1/7/2025, 30/4/2026</source>
        <translation>hôm nay; hoặc 1/7/2025, 30/4/2026</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>A day before 1/7/2025 leads back to the three levels.</source>
        <translation>Ngày trước 1/7/2025 thì chuyển ngược về ba cấp.</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>Units of the &amp;day</source>
        <translation>Đơn vị của &amp;ngày</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>Records and their new units</source>
        <translation>Bản ghi và đơn vị mới</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <location filename="../ui/labels.py"/>
        <location filename="../ui/plan_review.py"/>
        <source>As planned</source>
        <translation>Theo kế hoạch</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <location filename="../ui/labels.py"/>
        <location filename="../ui/number_style.py"/>
        <source>Excluded</source>
        <translation>Loại ra</translation>
    </message>
    <message>
        <location filename="../ui/convert_step.py"/>
        <source>Look at the records first.</source>
        <translation>Hãy xem các bản ghi trước.</translation>
    </message>
    <message>
        <location filename="../ui/counts_box.py"/>
        <source>By stage</source>
        <translation>Theo trạng thái</translation>
    </message>
    <message>
        <location filename="../ui/counts_box.py"/>
        <source>By kind</source>
        <translation>Theo loại đối tượng</translation>
    </message>
    <message>
        <location filename="../ui/counts_box.py"/>
        <source>By origin</source>
        <translation>Theo nguồn gốc mã</translation>
    </message>
    <message>
        <location filename="../ui/counts_box.py"/>
        <source>By object class</source>
        <translation>Theo nhóm đối tượng</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <source>Create an address register</source>
        <translation>Lập sổ địa chỉ số</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <source>The communes' polygons tell in which commune an object lies. Streets and settlements give the codes the order in which a person walks. Each may be left empty.</source>
        <translation>Ranh giới xã cho biết đối tượng thuộc xã nào. Đường và thôn, tổ dân phố giúp mã chạy theo thứ tự người đi dọc đường. Có thể bỏ trống.</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <source>&amp;Province</source>
        <translation>&amp;Tỉnh, thành phố</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <source>&amp;Communes</source>
        <translation>&amp;Xã</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <location filename="../ui/number_step.py"/>
        <source>&amp;Streets</source>
        <translation>Đườn&amp;g</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <source>Settle&amp;ments</source>
        <translation>Thôn, tổ &amp;dân phố</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <source>&amp;File</source>
        <translation>Tệ&amp;p</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <source>Create</source>
        <translation>Lập sổ</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <source>Choose the province.</source>
        <translation>Chọn tỉnh, thành phố.</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <source>Choose the file of the register.</source>
        <translation>Chọn tệp cho sổ địa chỉ.</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <source>This file is there already: choose another name.</source>
        <translation>Tệp này đã có: hãy chọn tên khác.</translation>
    </message>
    <message>
        <location filename="../ui/create_dialog.py"/>
        <source>This folder does not exist: choose another one.</source>
        <translation>Thư mục này không có: hãy chọn thư mục khác.</translation>
    </message>
    <message>
        <location filename="../ui/desk.py"/>
        <source>You are not the keeper of {register}, whose tools run for the keeper only. Edit its records in forms and tables, or have communes checked out to you.</source>
        <translation>Bạn không phải người giữ sổ {register}; công cụ chỉ chạy cho người giữ sổ. Bạn vẫn sửa bản ghi trong biểu mẫu và bảng được, hoặc nhờ người giữ sổ lấy xã của bạn về máy.</translation>
    </message>
    <message>
        <location filename="../ui/desk.py"/>
        <source>Open or create a register on the page Overview first.</source>
        <translation>Trước hết hãy mở hoặc lập sổ địa chỉ ở trang Tổng quan.</translation>
    </message>
    <message>
        <location filename="../ui/desk.py"/>
        <source>These layers of the register have unsaved edits: {layers}. Save them and go on?</source>
        <translation>Các lớp sau của sổ địa chỉ có chỉnh sửa chưa lưu: {layers}. Lưu rồi tiếp tục?</translation>
    </message>
    <message>
        <location filename="../ui/desk.py"/>
        <source>Save and go on</source>
        <translation>Lưu và tiếp tục</translation>
    </message>
    <message>
        <location filename="../ui/desk.py"/>
        <source>Unsaved edits</source>
        <translation>Chỉnh sửa chưa lưu</translation>
    </message>
    <message>
        <location filename="../ui/desk.py"/>
        <source>the register cannot be edited until it is done</source>
        <translation>chưa sửa được sổ địa chỉ cho đến khi xong</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <location filename="../ui/labels.py"/>
        <source>To be decided</source>
        <translation>Cần xem xét</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <source>Not taken</source>
        <translation>Không nhận</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <source>Filled in</source>
        <translation>Điền thêm</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <source>Gets a code</source>
        <translation>Được cấp mã</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <source>Taken out</source>
        <translation>Đã bỏ</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <source>Only here</source>
        <translation>Chỉ có ở đây</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <source>Decides nothing</source>
        <translation>Không có tác dụng</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <source>Row</source>
        <translation>Dòng</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <source>In the register</source>
        <translation>Trong sổ</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <source>New value</source>
        <translation>Giá trị mới</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <location filename="../ui/sync_fields.py"/>
        <source>Here</source>
        <translation>Tại đây</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <source>Floor</source>
        <translation>Tầng</translation>
    </message>
    <message>
        <location filename="../ui/differences_layer.py"/>
        <source>Room</source>
        <translation>Phòng, căn</translation>
    </message>
    <message>
        <location filename="../ui/field_step.py"/>
        <source>Field work</source>
        <translation>Thực địa</translation>
    </message>
    <message>
        <location filename="../ui/field_step.py"/>
        <source>Open a package…</source>
        <translation>Mở gói mang về…</translation>
    </message>
    <message>
        <location filename="../ui/field_step.py"/>
        <location filename="../ui/hands_step.py"/>
        <location filename="../ui/sheets_step.py"/>
        <location filename="../ui/sync_packages.py"/>
        <source>Take into the register</source>
        <translation>Nhận vào sổ</translation>
    </message>
    <message>
        <location filename="../ui/field_step.py"/>
        <source>Only what the map shows</source>
        <translation>Chỉ phần đang hiện trên bản đồ</translation>
    </message>
    <message>
        <location filename="../ui/field_step.py"/>
        <source>Make a package…</source>
        <translation>Tạo gói thực địa…</translation>
    </message>
    <message>
        <location filename="../ui/field_step.py"/>
        <source>A folder for QField: register, forms, map; people are not in it</source>
        <translation>Thư mục cho QField: sổ, biểu mẫu, bản đồ; không kèm dữ liệu cá nhân</translation>
    </message>
    <message>
        <location filename="../ui/field_step.py"/>
        <location filename="../ui/plan_review.py"/>
        <location filename="../ui/publish_maps.py"/>
        <location filename="../ui/publish_notices.py"/>
        <location filename="../ui/share_dialog.py"/>
        <location filename="../ui/sheets_step.py"/>
        <location filename="../ui/sync_packages.py"/>
        <source>Co&amp;mmune</source>
        <translation>&amp;Xã</translation>
    </message>
    <message>
        <location filename="../ui/field_step.py"/>
        <source>Folder for the package</source>
        <translation>Thư mục cho gói dữ liệu</translation>
    </message>
    <message>
        <location filename="../ui/field_step.py"/>
        <source>The package with {count} addresses is in {folder}: copy it to the device.</source>
        <translation>Gói với {count} địa chỉ đã ở trong {folder}: hãy chép vào thiết bị.</translation>
    </message>
    <message>
        <location filename="../ui/field_step.py"/>
        <source>Making a field package</source>
        <translation>Đang tạo gói thực địa</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>out</source>
        <translation>đang ngoài</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>handed back</source>
        <translation>đã trả</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>given up</source>
        <translation>đã bỏ</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>Many hands</source>
        <translation>Nhiều người cùng làm</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>Check in…</source>
        <translation>Nhập lại…</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>Communes go to another computer with their numbers, and come back with the work.</source>
        <translation>Tách xã cùng dải số sang máy khác, rồi nhập kết quả về.</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>Check out…</source>
        <translation>Tách sổ…</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>Communes as a register of their own, in a folder or on a stick</source>
        <translation>Các xã thành một sổ riêng, trong thư mục hoặc trên USB</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>Give up…</source>
        <translation>Bỏ…</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>A check-out that will not come back: its unused numbers are never given</source>
        <translation>Bản tách sẽ không trở về: số chưa dùng không bao giờ cấp</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>Decide conflicts…</source>
        <translation>Quyết định xung đột…</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>What both have changed: before, here, in the copy</source>
        <translation>Mục cả hai cùng sửa: trước, ở đây, ở bản tách</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>After check-in</source>
        <translation>Sau khi nhập lại</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>Select a check-out that is out first.</source>
        <translation>Trước tiên hãy chọn một bản tách đang ngoài.</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>Decide conflicts ({count})…</source>
        <translation>Quyết định xung đột ({count})…</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>Reading the check-outs</source>
        <translation>Đang đọc danh sách bản tách</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>out, {count} conflicts open</source>
        <translation>đang ngoài, {count} xung đột để ngỏ</translation>
    </message>
    <message>
        <location filename="../ui/hands_step.py"/>
        <source>{communes}: {who}, last seen {time}, {count} numbers with it; number {id}</source>
        <translation>{communes}: {who}, lần cuối {time}, mang theo {count} số; số hiệu {id}</translation>
    </message>
    <message>
        <location filename="../ui/history.py"/>
        <location filename="../ui/sync_views.py"/>
        <source>by {person}</source>
        <translation>do {person}</translation>
    </message>
    <message>
        <location filename="../ui/history.py"/>
        <source>from {layer}</source>
        <translation>từ {layer}</translation>
    </message>
    <message>
        <location filename="../ui/history.py"/>
        <source>undone {time}</source>
        <translation>đã hoàn tác {time}</translation>
    </message>
    <message>
        <location filename="../ui/job_bar.py"/>
        <location filename="../ui/widgets.py"/>
        <source>Cancel</source>
        <translation>Hủy</translation>
    </message>
    <message>
        <location filename="../ui/job_bar.py"/>
        <location filename="../ui/paste_dialog.py"/>
        <source>Close</source>
        <translation>Đóng</translation>
    </message>
    <message>
        <location filename="../ui/job_bar.py"/>
        <source>Cancelling…</source>
        <translation>Đang hủy…</translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Provisional code</source>
        <translation>Mã tạm</translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Give a new code</source>
        <translation>Cấp mã mới</translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Match with</source>
        <translation>Ghép với</translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Point</source>
        <translation>Điểm</translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>From a block</source>
        <translation>Từ dải số</translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Issued by the registry</source>
        <translation>Do nền tảng cấp</translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Imported</source>
        <translation>Nhập vào</translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Computed from the position</source>
        <translation>Tính từ vị trí</translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <location filename="../ui/undo_step.py"/>
        <source>Undo</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>Change stages</source>
        <translation>Chuyển trạng thái</translation>
    </message>
    <message>
        <location filename="../ui/labels.py"/>
        <source>(none)</source>
        <translation>(chưa có)</translation>
    </message>
    <message>
        <location filename="../ui/land_box.py"/>
        <source>Drag a land file or layer here, as it is: any format, font or CRS.</source>
        <translation>Kéo tệp hoặc lớp đất đai vào đây, để nguyên như đang có: định dạng, phông chữ, hệ tọa độ nào cũng được.</translation>
    </message>
    <message>
        <location filename="../ui/land_box.py"/>
        <source>File…</source>
        <translation>Chọn tệp…</translation>
    </message>
    <message>
        <location filename="../ui/land_box.py"/>
        <source>Shapefile (also zipped), GeoPackage, MapInfo TAB, GML, GeoJSON, CSV or XLSX with coordinates, DGN v7, DXF</source>
        <translation>Shapefile (kể cả nén zip), GeoPackage, MapInfo TAB, GML, GeoJSON, CSV hoặc XLSX có tọa độ, DGN v7, DXF</translation>
    </message>
    <message>
        <location filename="../ui/land_box.py"/>
        <source>Layer or FileGDB ▾</source>
        <translation>Lớp hoặc FileGDB ▾</translation>
    </message>
    <message>
        <location filename="../ui/land_box.py"/>
        <source>Main layer of the file</source>
        <translation>Lớp chính của tệp</translation>
    </message>
    <message>
        <location filename="../ui/land_box.py"/>
        <source>Layer of the file: {name}</source>
        <translation>Lớp trong tệp: {name}</translation>
    </message>
    <message>
        <location filename="../ui/land_box.py"/>
        <source>Choose a land layer</source>
        <translation>Chọn lớp đất đai</translation>
    </message>
    <message>
        <location filename="../ui/land_box.py"/>
        <source>Choose the folder of a FileGDB (.gdb)</source>
        <translation>Chọn thư mục FileGDB (.gdb)</translation>
    </message>
    <message>
        <location filename="../ui/land_box.py"/>
        <source>FileGDB folder…</source>
        <translation>Thư mục FileGDB…</translation>
    </message>
    <message>
        <location filename="../ui/land_choices.py"/>
        <source>By name and fields</source>
        <translation>Theo tên và các trường</translation>
    </message>
    <message>
        <location filename="../ui/land_choices.py"/>
        <source>Choose another CRS; the coordinates stay as they are</source>
        <translation>Chọn hệ tọa độ khác; tọa độ giữ nguyên</translation>
    </message>
    <message>
        <location filename="../ui/land_choices.py"/>
        <source>It &amp;holds</source>
        <translation>&amp;Nội dung</translation>
    </message>
    <message>
        <location filename="../ui/land_choices.py"/>
        <source>&amp;Encoding</source>
        <translation>&amp;Bảng mã</translation>
    </message>
    <message>
        <location filename="../ui/land_choices.py"/>
        <source>CR&amp;S of the coordinates</source>
        <translation>Hệ &amp;tọa độ của lớp</translation>
    </message>
    <message>
        <location filename="../ui/land_choices.py"/>
        <source>As diagnosed</source>
        <translation>Theo chẩn đoán</translation>
    </message>
    <message>
        <location filename="../ui/land_choices.py"/>
        <source>Leave texts as they are</source>
        <translation>Giữ nguyên mọi chữ</translation>
    </message>
    <message>
        <location filename="../ui/land_choices.py"/>
        <source>As the layer says</source>
        <translation>Như lớp đã khai</translation>
    </message>
    <message>
        <location filename="../ui/land_choices.py"/>
        <source>{name} – perhaps</source>
        <translation>{name} – có thể đúng</translation>
    </message>
    <message>
        <location filename="../ui/land_files.py"/>
        <source>Land layers ({endings})</source>
        <translation>Lớp đất đai ({endings})</translation>
    </message>
    <message>
        <location filename="../ui/land_files.py"/>
        <source>All files (*)</source>
        <translation>Mọi tệp (*)</translation>
    </message>
    <message>
        <location filename="../ui/land_files.py"/>
        <source>clean</source>
        <translation>sach</translation>
    </message>
    <message>
        <location filename="../ui/land_findings.py"/>
        <source>Certain: fixed by “Fix all” ({count})</source>
        <translation>Chắc chắn: “Sửa hết” sẽ sửa ({count})</translation>
    </message>
    <message>
        <location filename="../ui/land_findings.py"/>
        <source>To be decided by you ({count})</source>
        <translation>Cần xem xét ({count})</translation>
    </message>
    <message>
        <location filename="../ui/land_findings.py"/>
        <source>Not fixed ({count})</source>
        <translation>Chưa sửa ({count})</translation>
    </message>
    <message>
        <location filename="../ui/land_findings.py"/>
        <source>Information ({count})</source>
        <translation>Thông tin ({count})</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>Fix all…</source>
        <translation>Sửa hết…</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>Write a clean layer into a GeoPackage of your choice; what is doubtful is left as it is and listed</source>
        <translation>Ghi lớp sạch vào GeoPackage do bạn chọn; chỗ chưa chắc được giữ nguyên và liệt kê ra</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>This is no layer that could be read. Drag a file.</source>
        <translation>Đây không phải lớp đọc được. Hãy kéo một tệp vào.</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>The folder {folder} is no FileGDB (.gdb): drag the layer's file out of it.</source>
        <translation>Thư mục {folder} không phải FileGDB (.gdb): hãy kéo tệp của lớp trong thư mục đó.</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>One layer at a time. Not taken: {layers}</source>
        <translation>Mỗi lần một lớp. Chưa nhận: {layers}</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>Save the clean layer</source>
        <translation>Lưu lớp sạch</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>{file} is on the map: choose another file, or remove its layer first.</source>
        <translation>{file} đang mở trên bản đồ: hãy chọn tệp khác, hoặc gỡ lớp đó trước.</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>Importing the land layer</source>
        <translation>Đang nhập lớp đất đai</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>Looking for the layers of the file</source>
        <translation>Đang xem các lớp trong tệp</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>Diagnosing the land layer</source>
        <translation>Đang chẩn đoán lớp đất đai</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>The clean layer {file} could not be opened.</source>
        <translation>Không mở được lớp sạch {file}.</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>{written} of {read} features are now in {file}.</source>
        <translation>{written} trong {read} đối tượng đã vào {file}.</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>{count} texts were turned into Unicode.</source>
        <translation>{count} giá trị chữ đã chuyển sang Unicode.</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>The layer is chosen as “{role}” in step 1.</source>
        <translation>Lớp đã được chọn làm “{role}” ở bước 1.</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>Choose in step 1 what it is.</source>
        <translation>Hãy chọn ở bước 1 lớp này là gì.</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>{layer} is being diagnosed.</source>
        <translation>Đang chẩn đoán {layer}.</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>{layer}: {certain} certain, {doubtful} to be decided.</source>
        <translation>{layer}: {certain} điều chắc chắn, {doubtful} điều cần xem xét.</translation>
    </message>
    <message>
        <location filename="../ui/land_step.py"/>
        <source>Personal data is left out: {fields}.</source>
        <translation>Bỏ dữ liệu cá nhân: {fields}.</translation>
    </message>
    <message>
        <location filename="../ui/layer_roles.py"/>
        <source>Stable id</source>
        <translation>Mã đối tượng</translation>
    </message>
    <message>
        <location filename="../ui/locator.py"/>
        <source>Addresses (Địa chỉ số)</source>
        <translation>Địa chỉ (Địa chỉ số)</translation>
    </message>
    <message>
        <location filename="../ui/look_first.py"/>
        <source>See what would change; nothing is written yet</source>
        <translation>Xem sẽ thay đổi gì; chưa ghi gì vào sổ</translation>
    </message>
    <message>
        <location filename="../ui/look_first.py"/>
        <source>Show as a table</source>
        <translation>Xem bảng</translation>
    </message>
    <message>
        <location filename="../ui/look_first.py"/>
        <source>Each difference with its reason; it also lies on the map</source>
        <translation>Từng điểm khác kèm lý do; cũng hiện trên bản đồ</translation>
    </message>
    <message>
        <location filename="../ui/look_first.py"/>
        <source>Write it into the register, all or nothing, after a backup</source>
        <translation>Ghi vào sổ: ghi hết hoặc không ghi gì, sau khi sao lưu</translation>
    </message>
    <message>
        <location filename="../ui/look_first.py"/>
        <source>Differences: {name}</source>
        <translation>Điểm khác: {name}</translation>
    </message>
    <message>
        <location filename="../ui/look_first.py"/>
        <source>Looking for differences</source>
        <translation>Đang so sánh với sổ</translation>
    </message>
    <message>
        <location filename="../ui/look_first.py"/>
        <source>Written into the register:</source>
        <translation>Đã ghi vào sổ:</translation>
    </message>
    <message>
        <location filename="../ui/look_first.py"/>
        <source>There are no differences to show.</source>
        <translation>Không có điểm khác nào để xem.</translation>
    </message>
    <message>
        <location filename="../ui/look_first.py"/>
        <source>Look at the differences first.</source>
        <translation>Hãy xem các điểm khác trước.</translation>
    </message>
    <message>
        <location filename="../ui/look_first.py"/>
        <source>There is nothing to write.</source>
        <translation>Không có gì để ghi vào sổ.</translation>
    </message>
    <message>
        <location filename="../ui/look_first.py"/>
        <source>The register has changed since: look at the differences again.</source>
        <translation>Sổ đã thay đổi từ lúc đó: hãy xem lại các điểm khác.</translation>
    </message>
    <message>
        <location filename="../ui/match_dialog.py"/>
        <source>Match</source>
        <translation>Ghép</translation>
    </message>
    <message>
        <location filename="../ui/match_step.py"/>
        <source>Fields of the issued codes</source>
        <translation>Trường của lớp mã đã cấp</translation>
    </message>
    <message>
        <location filename="../ui/match_step.py"/>
        <source>How far an issued point may lie from its building; a match is certain only if number and street or the name agree, or if no other building is this near</source>
        <translation>Điểm đã cấp có thể lệch khỏi nhà bao xa; chỉ ghép chắc chắn khi khớp số nhà và đường hoặc khớp tên, hoặc khi không có nhà nào khác trong khoảng này</translation>
    </message>
    <message>
        <location filename="../ui/match_step.py"/>
        <source>Acc&amp;uracy of the points</source>
        <translation>Độ &amp;lệch của điểm</translation>
    </message>
    <message>
        <location filename="../ui/match_step.py"/>
        <source>Choose the layer with the issued codes in step 1. Without issued codes, go on to step 4.</source>
        <translation>Chọn lớp mã đã cấp ở bước 1. Nếu không có, làm tiếp bước 4.</translation>
    </message>
    <message>
        <location filename="../ui/match_step.py"/>
        <source>Choose the field with the code.</source>
        <translation>Chọn trường chứa mã.</translation>
    </message>
    <message>
        <location filename="../ui/number_by_hand.py"/>
        <source>Draw past the houses</source>
        <translation>Vẽ qua các nhà</translation>
    </message>
    <message>
        <location filename="../ui/number_by_hand.py"/>
        <source>Drag on the map past the houses: they are numbered in that order, and the numbers are shown while you draw. + and − change the step, Escape gives up.</source>
        <translation>Kéo chuột trên bản đồ qua các nhà: nhà được đánh số theo thứ tự đó, số hiện ngay khi đang vẽ. Phím + và − đổi bước, phím Esc bỏ dở.</translation>
    </message>
    <message>
        <location filename="../ui/number_by_hand.py"/>
        <source>From</source>
        <translation>Từ số</translation>
    </message>
    <message>
        <location filename="../ui/number_by_hand.py"/>
        <source>step</source>
        <translation>bước</translation>
    </message>
    <message>
        <location filename="../ui/number_by_hand.py"/>
        <location filename="../ui/plan_pick.py"/>
        <location filename="../ui/review_page.py"/>
        <location filename="../ui/sync_page.py"/>
        <source>Add the register's layers to the map first (page Overview).</source>
        <translation>Hãy thêm các lớp của sổ vào bản đồ trước (trang Tổng quan).</translation>
    </message>
    <message>
        <location filename="../ui/number_by_hand.py"/>
        <source>The address layer cannot be edited now.</source>
        <translation>Hiện không sửa được lớp địa chỉ.</translation>
    </message>
    <message>
        <location filename="../ui/number_by_hand.py"/>
        <source>Numbers along a line</source>
        <translation>Số nhà dọc theo nét vẽ</translation>
    </message>
    <message>
        <location filename="../ui/number_by_hand.py"/>
        <source>{count} houses numbered. Save the edits of the address layer, or undo them (Ctrl+Z).</source>
        <translation>Đã đánh số {count} nhà. Hãy lưu thay đổi của lớp địa chỉ, hoặc hoàn tác (Ctrl+Z).</translation>
    </message>
    <message>
        <location filename="../ui/number_by_hand.py"/>
        <source>{count} were left: submitted, verified, issued or retired.</source>
        <translation>{count} nhà được giữ nguyên: đã gửi, đã xác thực, đã cấp hoặc ngừng sử dụng.</translation>
    </message>
    <message>
        <location filename="../ui/number_step.py"/>
        <source>House numbers</source>
        <translation>Số nhà</translation>
    </message>
    <message>
        <location filename="../ui/number_step.py"/>
        <source>Propose numbers</source>
        <translation>Đề xuất số nhà</translation>
    </message>
    <message>
        <location filename="../ui/number_step.py"/>
        <source>Write the numbers</source>
        <translation>Ghi số nhà</translation>
    </message>
    <message>
        <location filename="../ui/number_step.py"/>
        <source>all streets; or names with semicolons between</source>
        <translation>mọi đường; hoặc các tên cách nhau bằng dấu ;</translation>
    </message>
    <message>
        <location filename="../ui/number_step.py"/>
        <source>&amp;Rules</source>
        <translation>&amp;Quy tắc</translation>
    </message>
    <message>
        <location filename="../ui/number_step.py"/>
        <source>O&amp;nly</source>
        <translation>&amp;Chỉ</translation>
    </message>
    <message>
        <location filename="../ui/number_step.py"/>
        <source>The proposal is not on the map any more: propose again.</source>
        <translation>Đề xuất không còn trên bản đồ: hãy đề xuất lại.</translation>
    </message>
    <message>
        <location filename="../ui/number_step.py"/>
        <source>Streets of the register</source>
        <translation>Đường trong sổ</translation>
    </message>
    <message>
        <location filename="../ui/number_style.py"/>
        <source>Number</source>
        <translation>Số</translation>
    </message>
    <message>
        <location filename="../ui/number_style.py"/>
        <source>Another number</source>
        <translation>Số khác</translation>
    </message>
    <message>
        <location filename="../ui/number_style.py"/>
        <source>Street and its direction</source>
        <translation>Đường và chiều đánh số</translation>
    </message>
    <message>
        <location filename="../ui/number_style.py"/>
        <source>House to street</source>
        <translation>Từ nhà ra phố</translation>
    </message>
    <message>
        <location filename="../ui/number_style.py"/>
        <source>As proposed</source>
        <translation>Như đề xuất</translation>
    </message>
    <message>
        <location filename="../ui/objects_combo.py"/>
        <source>Choose the layer of the parcels in step 1.</source>
        <translation>Chọn lớp thửa đất ở bước 1.</translation>
    </message>
    <message>
        <location filename="../ui/objects_combo.py"/>
        <source>Choose the layer of the buildings in step 1.</source>
        <translation>Chọn lớp nhà ở bước 1.</translation>
    </message>
    <message>
        <location filename="../ui/overview_page.py"/>
        <source>Overview</source>
        <translation>Tổng quan</translation>
    </message>
    <message>
        <location filename="../ui/paste_dialog.py"/>
        <location filename="../ui/search_box.py"/>
        <source>Paste from Excel</source>
        <translation>Dán từ Excel</translation>
    </message>
    <message>
        <location filename="../ui/paste_dialog.py"/>
        <source>{count} rows are answered. The answer is on the clipboard: paste it beside your list.</source>
        <translation>Đã trả lời {count} dòng. Kết quả nằm trong bộ nhớ tạm: hãy dán cạnh danh sách của bạn.</translation>
    </message>
    <message>
        <location filename="../ui/pasted.py"/>
        <source>Pasted</source>
        <translation>Đã dán</translation>
    </message>
    <message>
        <location filename="../ui/pasted.py"/>
        <source>Verdict</source>
        <translation>Kết luận</translation>
    </message>
    <message>
        <location filename="../ui/pasted.py"/>
        <source>Standard address</source>
        <translation>Địa chỉ chuẩn</translation>
    </message>
    <message>
        <location filename="../ui/pasted.py"/>
        <source>VN-2000 X (north)</source>
        <translation>VN-2000 X (bắc)</translation>
    </message>
    <message>
        <location filename="../ui/pasted.py"/>
        <source>VN-2000 Y (east)</source>
        <translation>VN-2000 Y (đông)</translation>
    </message>
    <message>
        <location filename="../ui/pasted.py"/>
        <source>Zone</source>
        <translation>Múi chiếu</translation>
    </message>
    <message>
        <location filename="../ui/pasted.py"/>
        <source>Latitude</source>
        <translation>Vĩ độ</translation>
    </message>
    <message>
        <location filename="../ui/pasted.py"/>
        <source>Longitude</source>
        <translation>Kinh độ</translation>
    </message>
    <message>
        <location filename="../ui/plan_chips.py"/>
        <source>All {count}</source>
        <translation>Tất cả {count}</translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Former code</source>
        <translation>Mã trước</translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <location filename="../ui/plan_step.py"/>
        <source>Reading the plan</source>
        <translation>Đang đọc kế hoạch</translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Searching the plan</source>
        <translation>Đang tìm trong kế hoạch</translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Sorting the plan</source>
        <translation>Đang sắp xếp kế hoạch</translation>
    </message>
    <message>
        <location filename="../ui/plan_model.py"/>
        <source>Writing decisions</source>
        <translation>Đang ghi quyết định</translation>
    </message>
    <message>
        <location filename="../ui/plan_pick.py"/>
        <source>Pick on the map</source>
        <translation>Chọn trên bản đồ</translation>
    </message>
    <message>
        <location filename="../ui/plan_pick.py"/>
        <source>Click what it belongs to: the object of an issued code, the address of an object</source>
        <translation>bấm vào nơi mã thuộc về: đối tượng của mã đã cấp, hoặc địa chỉ của đối tượng</translation>
    </message>
    <message>
        <location filename="../ui/plan_pick.py"/>
        <source>The layer that the plan was made from is not on the map any more.</source>
        <translation>Lớp dùng để lập kế hoạch không còn trên bản đồ.</translation>
    </message>
    <message>
        <location filename="../ui/plan_pick.py"/>
        <source>No object of {layer} stands here: click inside it.</source>
        <translation>Ở đây không có đối tượng nào của {layer}: hãy bấm vào bên trong đối tượng.</translation>
    </message>
    <message>
        <location filename="../ui/plan_pick.py"/>
        <source>No address with a code stands here: click on its point.</source>
        <translation>Ở đây không có địa chỉ nào có mã: hãy bấm vào điểm của địa chỉ.</translation>
    </message>
    <message>
        <location filename="../ui/plan_reading.py"/>
        <source>The decisions could not be written into the plan {source}. Check that the file is there and may be written, then decide again.</source>
        <translation>Không ghi được quyết định vào kế hoạch {source}. Kiểm tra tệp còn đó và được phép ghi, rồi quyết định lại.</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Plan review</source>
        <translation>Rà soát kế hoạch</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Which object does the issued code {code} belong to?</source>
        <translation>Mã đã cấp {code} là của đối tượng nào?</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>O&amp;bject</source>
        <translation>Đố&amp;i tượng</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Which issued code belongs to {object}?</source>
        <translation>Mã đã cấp nào là của {object}?</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>&amp;Code</source>
        <translation>&amp;Mã</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>This object has no place on the map.</source>
        <translation>Đối tượng này không có vị trí trên bản đồ.</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>{shown} of {total} objects</source>
        <translation>{shown} trên {total} đối tượng</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Match the issued code in step 3; here the object can get a new code or be left.</source>
        <translation>Hãy ghép mã đã cấp ở bước 3; tại đây chỉ có thể cấp mã mới hoặc loại đối tượng ra.</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Select one or more rows first.</source>
        <translation>Hãy chọn một hoặc nhiều dòng.</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Select exactly one row first.</source>
        <translation>Hãy chọn đúng một dòng.</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>This plan has been applied.</source>
        <translation>Kế hoạch này đã áp dụng.</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>An issued code is matched or excluded; new codes are given in step 4.</source>
        <translation>Mã đã cấp chỉ được ghép hoặc loại ra; mã mới cấp ở bước 4.</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>There is no plan to apply.</source>
        <translation>Không có kế hoạch để áp dụng.</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Search code, street, number, reason…</source>
        <translation>Tìm mã, đường, số nhà, lý do…</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <location filename="../ui/review_actions.py"/>
        <location filename="../ui/sync_conflicts.py"/>
        <location filename="../ui/sync_lists.py"/>
        <source>Zoom to</source>
        <translation>Phóng tới</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Exclude</source>
        <translation>Loại ra</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Match…</source>
        <translation>Ghép…</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>New code</source>
        <translation>Cấp mới</translation>
    </message>
    <message>
        <location filename="../ui/plan_review.py"/>
        <source>Apply the plan</source>
        <translation>Áp dụng</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Make the plan</source>
        <translation>Lập kế hoạch</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Work out what would be written; nothing is written yet</source>
        <translation>Tính trước những gì sẽ ghi; chưa ghi gì vào sổ</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <location filename="../ui/review_page.py"/>
        <source>Review</source>
        <translation>Rà soát</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Apply</source>
        <translation>Áp dụng</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Write the plan into the register, all or nothing, after a backup</source>
        <translation>Sao lưu rồi ghi kế hoạch vào sổ, trọn vẹn hoặc không ghi gì</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Plan: {step}</source>
        <translation>Kế hoạch: {step}</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>The plan {path} could not be opened. Make it again.</source>
        <translation>Không mở được kế hoạch {path}. Hãy lập lại.</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Making the plan</source>
        <translation>Đang lập kế hoạch</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>The plan is applied: {counts}</source>
        <translation>Đã áp dụng kế hoạch: {counts}</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Applying the plan</source>
        <translation>Đang áp dụng kế hoạch</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Make the plan first.</source>
        <translation>Hãy lập kế hoạch trước.</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>This plan has been applied. Make a new plan when the layer has changed.</source>
        <translation>Kế hoạch này đã áp dụng. Khi lớp thay đổi, hãy lập kế hoạch mới.</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>The register has changed since this plan was made: make the plan again.</source>
        <translation>Sổ địa chỉ đã thay đổi từ khi lập kế hoạch này: hãy lập lại kế hoạch.</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>No plan yet.</source>
        <translation>Chưa có kế hoạch.</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Applied: {counts}</source>
        <translation>Đã áp dụng: {counts}</translation>
    </message>
    <message>
        <location filename="../ui/plan_step.py"/>
        <source>Plan, not applied yet: {counts}</source>
        <translation>Kế hoạch chưa áp dụng: {counts}</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Open data</source>
        <translation>Dữ liệu mở</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Shared data</source>
        <translation>Dữ liệu chia sẻ</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Server project</source>
        <translation>Dự án máy chủ</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Messages</source>
        <translation>Tin nhắn</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Sync with people</source>
        <translation>Đồng bộ kèm dữ liệu cá nhân</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Handover bag</source>
        <translation>Túi bàn giao thôn</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Giving data</source>
        <translation>Cung cấp dữ liệu</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Open data…</source>
        <translation>Dữ liệu mở…</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>GeoPackage, GeoJSON, CSV of verified addresses with dictionary, licence and counts</source>
        <translation>GeoPackage, GeoJSON, CSV của các địa chỉ đã xác thực, kèm từ điển trường, giấy phép và số lượng</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Look-up page…</source>
        <translation>Tra cứu một tệp…</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>One HTML file with map and search, for the one-stop desk; works without network</source>
        <translation>Một tệp HTML có bản đồ và ô tìm kiếm, cho bộ phận một cửa; dùng không cần mạng</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Server project…</source>
        <translation>Dự án máy chủ…</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>For QGIS Server: WMS, WFS and OGC API – Features of the verified addresses</source>
        <translation>Cho QGIS Server: WMS, WFS và OGC API – Features của các địa chỉ đã xác thực</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <location filename="../ui/share_dialog.py"/>
        <source>Share…</source>
        <translation>Chia sẻ…</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>For one recipient and purpose, with listed fields, until a day; recorded</source>
        <translation>Cho một bên nhận và một mục đích, với các trường được liệt kê, đến một thời hạn; có ghi lại</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>To whom</source>
        <translation>Bên nhận</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>What</source>
        <translation>Nội dung</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Publishing open data</source>
        <translation>Đang công bố dữ liệu mở</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Writing the server's project</source>
        <translation>Đang ghi dự án máy chủ</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>look-up.html</source>
        <translation>tra cứu địa chỉ số.html</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Writing the look-up page</source>
        <translation>Đang ghi trang tra cứu</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Sharing data</source>
        <translation>Đang chia sẻ dữ liệu</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>{count} addresses are in {path}.</source>
        <translation>{count} địa chỉ đã ghi vào {path}.</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>Reading the exports</source>
        <translation>Đang đọc các lần xuất dữ liệu</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>the public</source>
        <translation>công chúng</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>{persons} rows with personal data</source>
        <translation>{persons} dòng có dữ liệu cá nhân</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>The time has run out: ask the recipient to delete the data.</source>
        <translation>Đã hết thời hạn: hãy đề nghị bên nhận xóa dữ liệu.</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>{count} shared data sets have run out: ask that they be deleted.</source>
        <translation>{count} lần chia sẻ dữ liệu đã hết hạn: hãy đề nghị xóa dữ liệu.</translation>
    </message>
    <message>
        <location filename="../ui/publish_data.py"/>
        <source>What went out lately</source>
        <translation>Các lần cung cấp gần đây</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>Thematic maps</source>
        <translation>Bản đồ chuyên đề</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>&amp;Theme</source>
        <translation>C&amp;hủ đề</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>Show the theme</source>
        <translation>Xem chủ đề</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>The register's layers in the theme's signs; “Addresses by stage” brings them back</source>
        <translation>Các lớp của sổ theo ký hiệu của chủ đề; chủ đề bản đồ “Địa chỉ theo trạng thái” đưa về như cũ</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>Sheet…</source>
        <translation>Trang in…</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>A sheet with title and legend in the layout designer, to be changed and printed</source>
        <translation>Trang in có tiêu đề và chú giải, mở trong trình thiết kế trang in để sửa và in</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>PDF and PNG…</source>
        <translation>PDF và PNG…</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>The finished map with legend, counts and source, into a folder</source>
        <translation>Bản đồ hoàn chỉnh có chú giải, số lượng và nguồn, ghi vào một thư mục</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>With zones…</source>
        <translation>Có vùng…</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>More choices: a layer of outbreaks or safe zones, paper, title</source>
        <translation>Thêm lựa chọn: lớp vùng dịch hoặc vùng an toàn, khổ giấy, tên bản đồ</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>The map shows the theme “{theme}”.</source>
        <translation>Bản đồ đang theo chủ đề “{theme}”.</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>The map with {count} objects is in {folder}.</source>
        <translation>Bản đồ gồm {count} đối tượng đã ghi vào {folder}.</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>Drawing a thematic map</source>
        <translation>Đang lập bản đồ chuyên đề</translation>
    </message>
    <message>
        <location filename="../ui/publish_maps.py"/>
        <source>The register's layers could not be opened.</source>
        <translation>Không mở được các lớp của sổ địa chỉ.</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>all settlements</source>
        <translation>mọi thôn, tổ dân phố</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>&amp;Settlement</source>
        <translation>&amp;Thôn, tổ dân phố</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>Letters…</source>
        <translation>Thư…</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>One letter per recipient, in one PDF and in one per settlement</source>
        <translation>Mỗi người nhận một thư, trong một PDF và tách theo thôn</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>Handover bag…</source>
        <translation>Túi bàn giao…</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>Map, slips and list to sign for the head of the settlement</source>
        <translation>Bản đồ, phiếu và danh sách ký nhận cho trưởng thôn</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>Messages, e-mail, post…</source>
        <translation>Tin nhắn, email, bưu chính…</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>A list with only the fields that the channel needs</source>
        <translation>Danh sách chỉ gồm các trường cần cho hình thức gửi</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>Results…</source>
        <translation>Kết quả…</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>Scan the codes of the list that was signed, or read a table</source>
        <translation>Quét mã của danh sách đã ký, hoặc đọc bảng</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>Folder for the letters</source>
        <translation>Thư mục cho thư</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>Writing letters</source>
        <translation>Đang viết thư</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>Making the handover bag</source>
        <translation>Đang làm túi bàn giao</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>{count} recipients of {addresses} addresses: the files are in {folder}.</source>
        <translation>{count} người nhận của {addresses} địa chỉ: tệp nằm trong {folder}.</translation>
    </message>
    <message>
        <location filename="../ui/publish_notices.py"/>
        <source>Write the name of the settlement first.</source>
        <translation>Hãy ghi tên thôn, tổ dân phố trước.</translation>
    </message>
    <message>
        <location filename="../ui/publish_page.py"/>
        <source>Publish</source>
        <translation>Công bố</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Print plaques…</source>
        <translation>In biển…</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>A PDF for the workshop, with its list and the route; only issued codes</source>
        <translation>Tệp PDF cho xưởng, kèm danh sách và lộ trình; chỉ mã đã cấp</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Take in a route list…</source>
        <translation>Nhập lộ trình…</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>What those who mount have filled in; or a whole print run at once</source>
        <translation>Kết quả người gắn biển đã ghi; hoặc cả một đợt in</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Change a design…</source>
        <translation>Sửa mẫu biển…</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Opens a plaque in QGIS's layout designer; what you change there is printed</source>
        <translation>Mở mẫu biển trong trình thiết kế bố cục của QGIS; sửa thế nào in thế ấy</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Scan the QR codes of plaques here, or paste codes</source>
        <translation>Quét mã QR của biển vào đây, hoặc dán mã</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>&amp;Codes</source>
        <translation>&amp;Mã</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>They are now</source>
        <translation>Tình trạng</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Why not</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Write down</source>
        <translation>Ghi nhận</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Each that can take the step takes it; the others are told with their reason</source>
        <translation>Biển nào chuyển được thì ghi; biển khác được báo kèm lý do</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Change a design</source>
        <translation>Sửa mẫu biển</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>The layout “{name}” is in the project: “Print plaques” takes it. To use it everywhere, save it as template into profiles/plaques beside the register.</source>
        <translation>Bố cục “{name}” đã có trong dự án: “In biển” sẽ dùng nó. Để dùng ở mọi nơi, hãy lưu thành mẫu vào profiles/plaques cạnh sổ.</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>{changed} plaques written down, {refused} refused.</source>
        <translation>Đã ghi nhận {changed} biển, {refused} không ghi được.</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Writing down plaques</source>
        <translation>Đang ghi nhận biển</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Counting plaques</source>
        <translation>Đang đếm biển</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Issued codes without a plaque: {count}</source>
        <translation>Mã đã cấp chưa có biển: {count}</translation>
    </message>
    <message>
        <location filename="../ui/publish_plaques.py"/>
        <source>Scan or paste codes first.</source>
        <translation>Hãy quét hoặc dán mã trước.</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>Like 2026-11 or 11/2026; this month if empty.</source>
        <translation>Ghi như 2026-11 hoặc 11/2026; để trống là tháng này.</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>&amp;Totals from the land layers</source>
        <translation>&amp;Tổng số theo lớp dữ liệu đất đai</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>&amp;Month</source>
        <translation>T&amp;háng</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>Write the report…</source>
        <translation>Lập báo cáo…</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>XLSX, ODT, PDF and the letters to late communes, into a folder</source>
        <translation>XLSX, ODT, PDF và công văn đôn đốc các xã chậm, vào một thư mục</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>Put files of communes together…</source>
        <translation>Tổng hợp tệp của xã…</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>One report out of the XLSX files that several communes wrote</source>
        <translation>Lập một báo cáo từ các tệp XLSX của nhiều xã</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>More choices…</source>
        <translation>Thêm lựa chọn…</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>Own profile and template, map applications, language, single files</source>
        <translation>Cấu hình và mẫu riêng, ứng dụng bản đồ, ngôn ngữ, từng tệp</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>Objects without an address count, too: {layers}</source>
        <translation>Đối tượng chưa có địa chỉ cũng được tính: {layers}</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>No layer of buildings or parcels is open.</source>
        <translation>Chưa mở lớp nhà hoặc lớp thửa đất nào.</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>Folder for the report</source>
        <translation>Thư mục lưu báo cáo</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>The report of {period} is in {folder}: {met} of {targets} targets met, {late} letters.</source>
        <translation>Báo cáo kỳ {period} ở {folder}: đạt {met}/{targets} chỉ tiêu, {late} công văn đôn đốc.</translation>
    </message>
    <message>
        <location filename="../ui/publish_report.py"/>
        <source>Writing the report of the month</source>
        <translation>Đang lập báo cáo tháng</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Check out communes…</source>
        <translation>Tách sổ theo xã…</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>A register of its own for some communes on this computer; what was done there is checked in later</source>
        <translation>Sổ riêng của một số xã trên máy này; kết quả nhập lại sau</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Open…</source>
        <translation>Mở…</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Create…</source>
        <translation>Lập sổ…</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>On a server</source>
        <translation>Máy chủ</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Open a register on PostgreSQL: one of the connections of QGIS</source>
        <translation>Mở sổ trên PostgreSQL: chọn một kết nối của QGIS</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Recent</source>
        <translation>Gần đây</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Add to the map</source>
        <translation>Thêm vào bản đồ</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Show the addresses by stage, with their codes at large scale</source>
        <translation>Hiện địa chỉ theo trạng thái, kèm mã ở tỷ lệ lớn</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Refresh</source>
        <translation>Làm mới</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Open an address register</source>
        <translation>Mở sổ địa chỉ số</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>The register {file} is ready. Next: the blocks of codes.</source>
        <translation>Đã lập sổ {file}. Bước tiếp theo: dải số.</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Creating the register</source>
        <translation>Đang lập sổ địa chỉ</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>QGIS has no PostgreSQL connection: make one in the browser panel.</source>
        <translation>QGIS chưa có kết nối PostgreSQL nào: hãy tạo trong bảng Trình duyệt.</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>No register has been opened on this computer yet.</source>
        <translation>Trên máy này chưa mở sổ địa chỉ nào.</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Opened lately:</source>
        <translation>Mở gần đây:</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>No register is open.</source>
        <translation>Chưa mở sổ địa chỉ nào.</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Open the address register of your province, or create a new one.</source>
        <translation>Hãy mở sổ địa chỉ của tỉnh, hoặc lập sổ mới.</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>{addresses} addresses · {codes} with a code, {provisional} of them provisional</source>
        <translation>{addresses} địa chỉ · {codes} đã có mã, trong đó {provisional} mã tạm</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Last apply: {what}</source>
        <translation>Lần áp dụng gần nhất: {what}</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>Changes waiting to be synced: {count}</source>
        <translation>Thay đổi chờ đồng bộ: {count}</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>This register lies on the network drive {share}: it is read there, not written. Check out the communes that you work on.</source>
        <translation>Sổ này nằm trên ổ mạng {share}: chỉ đọc, không ghi ở đó. Hãy tách các xã cần làm về máy này.</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>This register is a check-out of {name} ({communes}). Bring it back with "Many hands" there.</source>
        <translation>Sổ này là bản tách của {name} ({communes}). Nhập lại bằng mục “Nhiều người cùng làm” trong sổ gốc.</translation>
    </message>
    <message>
        <location filename="../ui/register_box.py"/>
        <source>What is shown is as it was when the server was last asked. {problem}</source>
        <translation>Nội dung đang hiện là của lần hỏi máy chủ gần nhất. {problem}</translation>
    </message>
    <message>
        <location filename="../ui/report_dialog.py"/>
        <source>Save as…</source>
        <translation>Lưu thành…</translation>
    </message>
    <message>
        <location filename="../ui/report_dialog.py"/>
        <source>Open in the browser</source>
        <translation>Mở bằng trình duyệt</translation>
    </message>
    <message>
        <location filename="../ui/report_dialog.py"/>
        <source>To print it</source>
        <translation>Để in</translation>
    </message>
    <message>
        <location filename="../ui/reserve_dialog.py"/>
        <source>Reserve codes at the registry</source>
        <translation>Xin nền tảng giữ dải số</translation>
    </message>
    <message>
        <location filename="../ui/reserve_dialog.py"/>
        <source>The registry sets these numbers aside for this register alone; codes are then given out of them without a network. What is not used stays reserved.</source>
        <translation>Nền tảng giữ những số này cho riêng sổ này; sau đó mã được cấp từ dải mà không cần mạng. Số chưa dùng vẫn được giữ.</translation>
    </message>
    <message>
        <location filename="../ui/reserve_dialog.py"/>
        <source>Reserve</source>
        <translation>Xin giữ</translation>
    </message>
    <message>
        <location filename="../ui/reserve_dialog.py"/>
        <source>&amp;Numbers</source>
        <translation>&amp;Số lượng</translation>
    </message>
    <message>
        <location filename="../ui/reserve_dialog.py"/>
        <source>Numbers still free here: {count}</source>
        <translation>Số còn trống ở xã này: {count}</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Previous</source>
        <translation>Trước</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Next</source>
        <translation>Tiếp theo</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <location filename="../ui/sync_conflicts.py"/>
        <location filename="../ui/sync_lists.py"/>
        <source>Form</source>
        <translation>Phiếu</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>Apply the fix</source>
        <translation>Sửa</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>Fix all of this kind…</source>
        <translation>Sửa cùng loại…</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>Exception…</source>
        <translation>Ngoại lệ…</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>End exception</source>
        <translation>Bỏ ngoại lệ</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>“{rule}”: write the suggested fix of {count} results?</source>
        <translation>“{rule}”: ghi cách sửa được gợi ý cho {count} kết quả?</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>A backup is made first. “Undo” on the page Assign takes all of it back.</source>
        <translation>Sổ được sao lưu trước. Mục “Hoàn tác” ở trang Gán mã trả lại toàn bộ như cũ.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>Fix all</source>
        <translation>Sửa tất cả</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>Fix all of this kind</source>
        <translation>Sửa cùng loại</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <location filename="../ui/review_model.py"/>
        <location filename="../ui/review_page.py"/>
        <source>Reading the results</source>
        <translation>Đang đọc kết quả</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>{count} results are exceptions now.</source>
        <translation>Đã ghi nhận {count} ngoại lệ.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>Marking exceptions</source>
        <translation>Đang ghi nhận ngoại lệ</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>{count} results are open again.</source>
        <translation>{count} kết quả trở lại trạng thái chưa xử lý.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>Ending exceptions</source>
        <translation>Đang bỏ ngoại lệ</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <location filename="../ui/sync_conflicts.py"/>
        <source>{row} of {count}</source>
        <translation>{row}/{count}</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>Select a result first.</source>
        <translation>Hãy chọn một kết quả trước.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>No results are shown.</source>
        <translation>Không có kết quả nào được hiển thị.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>This is the first result.</source>
        <translation>Đây là kết quả đầu tiên.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>This is the last result.</source>
        <translation>Đây là kết quả cuối cùng.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <location filename="../ui/review_page.py"/>
        <source>This result has no place on the map.</source>
        <translation>Kết quả này không có vị trí trên bản đồ.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>This result is not open any more.</source>
        <translation>Kết quả này không còn ở trạng thái chưa xử lý.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>No certain fix is known: correct the record in its form.</source>
        <translation>Không có cách sửa chắc chắn: hãy sửa hồ sơ trong phiếu địa chỉ.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>This result is no exception.</source>
        <translation>Kết quả này không phải là ngoại lệ.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>{count} results are mended.</source>
        <translation>Đã sửa {count} kết quả.</translation>
    </message>
    <message>
        <location filename="../ui/review_actions.py"/>
        <source>Writing suggested fixes</source>
        <translation>Đang ghi các cách sửa được gợi ý</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Look at every address of the register with all rules</source>
        <translation>Kiểm tra mọi địa chỉ trong sổ theo mọi quy tắc</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Look at parcels and buildings of this project with all rules</source>
        <translation>Kiểm tra các lớp thửa đất và công trình của dự án này theo mọi quy tắc</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Certificate…</source>
        <translation>Lập phiếu…</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>What was checked and what was found, as a document (PDF or HTML)</source>
        <translation>Đã kiểm tra những gì và kết quả ra sao, dưới dạng văn bản (PDF hoặc HTML)</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Checking addresses</source>
        <translation>Đang kiểm tra địa chỉ</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Checking land layers</source>
        <translation>Đang kiểm tra lớp đất đai</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Certificate of review {name}</source>
        <translation>Phiếu kết quả rà soát {name}</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Document to print (*.pdf);;Web page (*.html)</source>
        <translation>Văn bản để in (*.pdf);;Trang web (*.html)</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>The certificate is written: {path}</source>
        <translation>Đã lập phiếu: {path}</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Writing the certificate</source>
        <translation>Đang lập phiếu</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>{done} of {total} worked off</source>
        <translation>Đã xử lý {done}/{total}</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>This register was made before there was a review: run “Check and upgrade register” in the toolbox once.</source>
        <translation>Sổ này được lập trước khi có chức năng rà soát: hãy chạy một lần “Kiểm tra và nâng cấp sổ địa chỉ” trong hộp công cụ.</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Add parcels or buildings to the map first (their roles: page Assign).</source>
        <translation>Hãy thêm lớp thửa đất hoặc công trình vào bản đồ trước (vai trò của lớp: trang Gán mã).</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Check the addresses first.</source>
        <translation>Hãy kiểm tra địa chỉ trước.</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Checked: {errors} errors, {warnings} warnings, {infos} pieces of information.</source>
        <translation>Đã kiểm tra: {errors} lỗi, {warnings} cảnh báo, {infos} thông tin.</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Nothing has been checked yet.</source>
        <translation>Chưa kiểm tra lần nào.</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>Checked {time} by {person}.</source>
        <translation>{person} kiểm tra lúc {time}.</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>{count} addresses were edited since: check again.</source>
        <translation>{count} địa chỉ đã được sửa sau đó: hãy kiểm tra lại.</translation>
    </message>
    <message>
        <location filename="../ui/review_check.py"/>
        <source>{what}: checked {time} by {person}, rules {version}</source>
        <translation>{what}: {person} kiểm tra lúc {time}, bộ quy tắc {version}</translation>
    </message>
    <message>
        <location filename="../ui/review_dialog.py"/>
        <source>Exception</source>
        <translation>Ngoại lệ</translation>
    </message>
    <message>
        <location filename="../ui/review_dialog.py"/>
        <source>{count} results are right as they are.</source>
        <translation>{count} kết quả là đúng thực tế.</translation>
    </message>
    <message>
        <location filename="../ui/review_dialog.py"/>
        <source>An exception stands with its reason, your name and the day in the register and in the certificate of review. It ends by itself when what was looked at changes.</source>
        <translation>Ngoại lệ được lưu trong sổ và in trong phiếu kết quả rà soát kèm lý do, tên người ghi nhận và ngày. Ngoại lệ tự hết hiệu lực khi nội dung được kiểm tra thay đổi.</translation>
    </message>
    <message>
        <location filename="../ui/review_dialog.py"/>
        <source>&amp;Reason (no names of people)</source>
        <translation>&amp;Lý do (không ghi tên người)</translation>
    </message>
    <message>
        <location filename="../ui/review_dialog.py"/>
        <source>Why is this right?</source>
        <translation>Vì sao nội dung này là đúng?</translation>
    </message>
    <message>
        <location filename="../ui/review_dialog.py"/>
        <source>Mark as exception</source>
        <translation>Ghi nhận ngoại lệ</translation>
    </message>
    <message>
        <location filename="../ui/review_dialog.py"/>
        <source>Give a reason first.</source>
        <translation>Hãy ghi lý do trước.</translation>
    </message>
    <message>
        <location filename="../ui/review_filters.py"/>
        <source>Which state</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <location filename="../ui/review_filters.py"/>
        <source>Any state</source>
        <translation>Tất cả</translation>
    </message>
    <message>
        <location filename="../ui/review_filters.py"/>
        <source>Any commune</source>
        <translation>Mọi xã, phường</translation>
    </message>
    <message>
        <location filename="../ui/review_filters.py"/>
        <source>Search…</source>
        <translation>Tìm…</translation>
    </message>
    <message>
        <location filename="../ui/review_filters.py"/>
        <source>Address, code or number of the object, with or without accents</source>
        <translation>Địa chỉ, mã hoặc số hiệu của đối tượng, có dấu hoặc không dấu</translation>
    </message>
    <message>
        <location filename="../ui/review_filters.py"/>
        <source>Show the rules of each commune</source>
        <translation>Hiện quy tắc theo từng xã, phường</translation>
    </message>
    <message>
        <location filename="../ui/review_form.py"/>
        <source>Record under review</source>
        <translation>Hồ sơ đang rà soát</translation>
    </message>
    <message>
        <location filename="../ui/review_form.py"/>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <location filename="../ui/review_form.py"/>
        <source>This layer cannot be edited just now.</source>
        <translation>Hiện chưa sửa được lớp này.</translation>
    </message>
    <message>
        <location filename="../ui/review_form.py"/>
        <source>Saved.</source>
        <translation>Đã lưu.</translation>
    </message>
    <message>
        <location filename="../ui/review_page.py"/>
        <source>This object is not in its layer any more: check again.</source>
        <translation>Đối tượng này không còn trên lớp: hãy kiểm tra lại.</translation>
    </message>
    <message>
        <location filename="../ui/review_page.py"/>
        <source>Checking the record again</source>
        <translation>Đang kiểm tra lại hồ sơ</translation>
    </message>
    <message>
        <location filename="../ui/review_page.py"/>
        <source>The layer {layer} is not on the map: add it first.</source>
        <translation>Lớp {layer} chưa có trên bản đồ: hãy thêm lớp trước.</translation>
    </message>
    <message>
        <location filename="../ui/review_tree.py"/>
        <source>All results</source>
        <translation>Tất cả kết quả</translation>
    </message>
    <message>
        <location filename="../ui/review_view.py"/>
        <source>Exception: {reason} ({person}, {time})</source>
        <translation>Ngoại lệ: {reason} ({person}, {time})</translation>
    </message>
    <message>
        <location filename="../ui/review_view.py"/>
        <source>Suggested: {fix}</source>
        <translation>Gợi ý sửa: {fix}</translation>
    </message>
    <message>
        <location filename="../ui/review_view.py"/>
        <source>Rules and communes</source>
        <translation>Quy tắc và xã, phường</translation>
    </message>
    <message>
        <location filename="../ui/roles_step.py"/>
        <source>Layers</source>
        <translation>Lớp dữ liệu</translation>
    </message>
    <message>
        <location filename="../ui/roles_step.py"/>
        <source>Goes into the register when it is created</source>
        <translation>Được đưa vào sổ địa chỉ khi lập sổ</translation>
    </message>
    <message>
        <location filename="../ui/roles_step.py"/>
        <source>Fields of the buildings</source>
        <translation>Trường của lớp nhà</translation>
    </message>
    <message>
        <location filename="../ui/roles_step.py"/>
        <source>Fields of the parcels</source>
        <translation>Trường của lớp thửa đất</translation>
    </message>
    <message>
        <location filename="../ui/roles_step.py"/>
        <source>Add the layer of the buildings or the parcels to the map, or choose it here.</source>
        <translation>Thêm lớp nhà hoặc lớp thửa đất vào bản đồ, hoặc chọn tại đây.</translation>
    </message>
    <message>
        <location filename="../ui/roles_step.py"/>
        <source>{found} of {all} found by name and geometry; change what is wrong.</source>
        <translation>Tìm được {found} trên {all} lớp theo tên và hình dạng; sửa chỗ chưa đúng.</translation>
    </message>
    <message>
        <location filename="../ui/search.py"/>
        <source>Open a register in the panel “Địa chỉ số” first.</source>
        <translation>Hãy mở sổ địa chỉ trong bảng “Địa chỉ số” trước.</translation>
    </message>
    <message>
        <location filename="../ui/search.py"/>
        <source>The search is being prepared…</source>
        <translation>Đang chuẩn bị tìm kiếm…</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>Find: address, code, Plus Code, coordinates, name</source>
        <translation>Tìm: địa chỉ, mã, Plus Code, tọa độ, tên</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>Address here</source>
        <translation>Địa chỉ tại đây</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>Click on the map: which address is it?</source>
        <translation>Bấm lên bản đồ: đó là địa chỉ nào?</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>Copy a column of addresses or codes, then press this: the answer comes back on the clipboard</source>
        <translation>Sao chép một cột địa chỉ hoặc mã rồi bấm nút này: kết quả trả về trong bộ nhớ tạm</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>Nothing like it was found in this register.</source>
        <translation>Không tìm thấy địa chỉ nào tương tự trong sổ này.</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>No address within {metres} m of this place.</source>
        <translation>Không có địa chỉ nào trong vòng {metres} m quanh điểm này.</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>This address has no position yet.</source>
        <translation>Địa chỉ này chưa có vị trí.</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>The clipboard is empty. Copy a column of addresses or codes first.</source>
        <translation>Bộ nhớ tạm đang trống. Hãy sao chép một cột địa chỉ hoặc mã trước.</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>{count} rows are too many: copy {most} at a time, or verify the whole table.</source>
        <translation>{count} dòng là quá nhiều: mỗi lần chỉ sao chép {most} dòng, hoặc dùng công cụ xác thực cho cả bảng.</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>Rows are being looked up…</source>
        <translation>Đang tra các dòng…</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>Copy the code</source>
        <translation>Sao chép mã</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>Copy the address</source>
        <translation>Sao chép địa chỉ</translation>
    </message>
    <message>
        <location filename="../ui/search_box.py"/>
        <source>Copy the portal's link</source>
        <translation>Sao chép liên kết cổng tra cứu</translation>
    </message>
    <message>
        <location filename="../ui/selected_records.py"/>
        <source>Add the register's layers to the map, then select addresses.</source>
        <translation>Hãy thêm các lớp của sổ vào bản đồ, rồi chọn địa chỉ.</translation>
    </message>
    <message>
        <location filename="../ui/selected_records.py"/>
        <source>More than {most} are selected. Use “Change stages” in the toolbox.</source>
        <translation>Đang chọn quá {most} hồ sơ. Hãy dùng công cụ “Chuyển trạng thái…” trong hộp công cụ.</translation>
    </message>
    <message>
        <location filename="../ui/selected_records.py"/>
        <source>Select addresses on the map or in the table.</source>
        <translation>Hãy chọn địa chỉ trên bản đồ hoặc trong bảng.</translation>
    </message>
    <message>
        <location filename="../ui/selected_records.py"/>
        <source>Select exactly one address.</source>
        <translation>Hãy chọn đúng một địa chỉ.</translation>
    </message>
    <message>
        <location filename="../ui/session.py"/>
        <source>Reading the address register</source>
        <translation>Đang đọc sổ địa chỉ</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>Only verified and issued addresses</source>
        <translation>Chỉ các địa chỉ đã xác thực và đã cấp</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>&amp;Purpose</source>
        <translation>&amp;Mục đích</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>&amp;Recipient</source>
        <translation>&amp;Bên nhận</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>May be used &amp;until</source>
        <translation>Được dùng đế&amp;n ngày</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>&amp;Fields</source>
        <translation>Các t&amp;rường</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>&amp;Legal basis</source>
        <translation>&amp;Căn cứ pháp lý</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>The register writes down who gave what to whom and why. Names and telephone numbers of people go along only when you tick their fields, marked in red, and give a legal basis.</source>
        <translation>Sổ địa chỉ ghi lại ai cung cấp gì cho ai và để làm gì. Tên, số điện thoại của người dân chỉ đi kèm khi đánh dấu các trường màu đỏ và ghi căn cứ pháp lý.</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>{field} (personal data)</source>
        <translation>{field} (dữ liệu cá nhân)</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>Say who gets the data.</source>
        <translation>Hãy ghi bên nhận dữ liệu.</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>Say what the data is needed for.</source>
        <translation>Hãy ghi mục đích sử dụng dữ liệu.</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>Tick at least one field.</source>
        <translation>Hãy đánh dấu ít nhất một trường.</translation>
    </message>
    <message>
        <location filename="../ui/share_dialog.py"/>
        <source>Personal data needs a legal basis: the law's article, or a document's number.</source>
        <translation>Dữ liệu cá nhân cần có căn cứ pháp lý: điều luật, hoặc số văn bản.</translation>
    </message>
    <message>
        <location filename="../ui/sheets_step.py"/>
        <source>Sheets for the communes</source>
        <translation>Phiếu thu thập của xã, phường</translation>
    </message>
    <message>
        <location filename="../ui/sheets_step.py"/>
        <source>Open a filled sheet…</source>
        <translation>Mở phiếu đã điền…</translation>
    </message>
    <message>
        <location filename="../ui/sheets_step.py"/>
        <source>Export sheets…</source>
        <translation>Xuất phiếu…</translation>
    </message>
    <message>
        <location filename="../ui/sheets_step.py"/>
        <source>An Excel file per commune with lists to choose from; people are never in it</source>
        <translation>Mỗi xã, phường một tệp Excel có sẵn danh sách để chọn; không bao giờ có dữ liệu cá nhân</translation>
    </message>
    <message>
        <location filename="../ui/sheets_step.py"/>
        <source>Open a filled sheet</source>
        <translation>Mở phiếu đã điền</translation>
    </message>
    <message>
        <location filename="../ui/sheets_step.py"/>
        <source>{files} sheets with {count} addresses are in {folder}.</source>
        <translation>{files} phiếu với {count} địa chỉ đã ở trong {folder}.</translation>
    </message>
    <message>
        <location filename="../ui/sheets_step.py"/>
        <source>Exporting sheets</source>
        <translation>Đang xuất phiếu</translation>
    </message>
    <message>
        <location filename="../ui/sheets_step.py"/>
        <source>The register has no addresses yet: assign codes first.</source>
        <translation>Sổ chưa có địa chỉ nào: hãy gán mã trước.</translation>
    </message>
    <message>
        <location filename="../ui/stage_box.py"/>
        <source>Submit</source>
        <translation>Gửi đi</translation>
    </message>
    <message>
        <location filename="../ui/stage_box.py"/>
        <source>Verify</source>
        <translation>Xác thực</translation>
    </message>
    <message>
        <location filename="../ui/stage_box.py"/>
        <source>Issue</source>
        <translation>Cấp mã</translation>
    </message>
    <message>
        <location filename="../ui/stage_box.py"/>
        <source>Reject…</source>
        <translation>Trả lại…</translation>
    </message>
    <message>
        <location filename="../ui/stage_box.py"/>
        <source>Retire…</source>
        <translation>Ngừng sử dụng…</translation>
    </message>
    <message>
        <location filename="../ui/stage_box.py"/>
        <source>Selected records</source>
        <translation>Hồ sơ đang chọn</translation>
    </message>
    <message>
        <location filename="../ui/stage_box.py"/>
        <source>Looking at the selected records</source>
        <translation>Đang xem các hồ sơ đang chọn</translation>
    </message>
    <message>
        <location filename="../ui/stage_box.py"/>
        <source>{count} selected.</source>
        <translation>Đang chọn {count} hồ sơ.</translation>
    </message>
    <message>
        <location filename="../ui/stage_box.py"/>
        <source>Reason (it stands in the history; no names of people):</source>
        <translation>Lý do (ghi vào lịch sử; không ghi tên người):</translation>
    </message>
    <message>
        <location filename="../ui/stage_box.py"/>
        <source>{count} records changed.</source>
        <translation>Đã thay đổi {count} hồ sơ.</translation>
    </message>
    <message>
        <location filename="../ui/stage_box.py"/>
        <location filename="../ui/sync_page.py"/>
        <source>Changing stages</source>
        <translation>Đang chuyển trạng thái</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Conflicts with the registry</source>
        <translation>Xung đột với nền tảng</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>This record has no place on the map.</source>
        <translation>Hồ sơ này không có vị trí trên bản đồ.</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Settle all of this kind</source>
        <translation>Giải quyết tất cả cùng loại</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Settle {count} conflicts alike?</source>
        <translation>Giải quyết {count} xung đột theo cùng một cách?</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>ours</source>
        <translation>giữ tại đây</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>the registry's</source>
        <translation>lấy của nền tảng</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Settle all</source>
        <translation>Giải quyết tất cả</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <location filename="../ui/sync_model.py"/>
        <location filename="../ui/sync_page.py"/>
        <source>Reading the state of the sync</source>
        <translation>Đang đọc tình trạng đồng bộ</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Settling conflicts</source>
        <translation>Đang giải quyết xung đột</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <location filename="../ui/sync_lists.py"/>
        <source>No conflicts are open.</source>
        <translation>Không còn xung đột.</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Correct the record in its form. Settled, it is sent again with the next sync.</source>
        <translation>Hãy sửa hồ sơ trong biểu mẫu. Giải quyết xong, hồ sơ được gửi lại ở lần đồng bộ sau.</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Select a conflict first.</source>
        <translation>Chọn một xung đột trước.</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>This is the first conflict.</source>
        <translation>Đây là xung đột đầu tiên.</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>This is the last conflict.</source>
        <translation>Đây là xung đột cuối cùng.</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <location filename="../ui/sync_page.py"/>
        <source>The register has no such record yet.</source>
        <translation>Sổ chưa có hồ sơ này.</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>No field is in conflict: the registry refuses the record as a whole.</source>
        <translation>Không có trường nào xung đột: nền tảng từ chối cả hồ sơ.</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Choose a side for every field first: click on its value.</source>
        <translation>Hãy chọn một bên cho từng trường: nhấp vào giá trị.</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>All the registry's</source>
        <translation>Lấy tất cả của nền tảng</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Settle</source>
        <translation>Giải quyết</translation>
    </message>
    <message>
        <location filename="../ui/sync_conflicts.py"/>
        <source>Settle all of this kind…</source>
        <translation>Giải quyết tất cả cùng loại…</translation>
    </message>
    <message>
        <location filename="../ui/sync_fields.py"/>
        <source>Registry</source>
        <translation>Nền tảng</translation>
    </message>
    <message>
        <location filename="../ui/sync_lists.py"/>
        <source>Settle conflicts…</source>
        <translation>Giải quyết xung đột…</translation>
    </message>
    <message>
        <location filename="../ui/sync_lists.py"/>
        <source>Send again</source>
        <translation>Gửi lại</translation>
    </message>
    <message>
        <location filename="../ui/sync_lists.py"/>
        <source>The next sync sends this record anew; one that was sent back is submitted again</source>
        <translation>Lần đồng bộ sau gửi lại hồ sơ này; hồ sơ bị trả lại thì được nộp lại</translation>
    </message>
    <message>
        <location filename="../ui/sync_lists.py"/>
        <source>Results of this sync</source>
        <translation>Kết quả của lần này</translation>
    </message>
    <message>
        <location filename="../ui/sync_lists.py"/>
        <source>Select a row first.</source>
        <translation>Chọn một dòng trước.</translation>
    </message>
    <message>
        <location filename="../ui/sync_lists.py"/>
        <source>No edits wait: everything has been given to the sync.</source>
        <translation>Không có thay đổi chờ gửi.</translation>
    </message>
    <message>
        <location filename="../ui/sync_lists.py"/>
        <source>No records have come back.</source>
        <translation>Không có hồ sơ bị trả lại.</translation>
    </message>
    <message>
        <location filename="../ui/sync_lists.py"/>
        <source>There has been no sync yet.</source>
        <translation>Chưa đồng bộ lần nào.</translation>
    </message>
    <message>
        <location filename="../ui/sync_lists.py"/>
        <source>There is nothing to show.</source>
        <translation>Không có gì để hiện.</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <source>Packages (without a network)</source>
        <translation>Gói dữ liệu (không cần mạng)</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <source>Open a receipt…</source>
        <translation>Mở phiếu phản hồi…</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <source>The login whose password is the key shared with the registry</source>
        <translation>Cấu hình đăng nhập có mật khẩu là khóa dùng chung với nền tảng</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <location filename="../ui/sync_run.py"/>
        <source>&amp;Submit what is created and complete</source>
        <translation>Nộ&amp;p luôn hồ sơ đã tạo và đủ thông tin</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <source>Export a package…</source>
        <translation>Xuất gói dữ liệu…</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <source>What has changed, signed, and an Excel file per commune and recipient to fill in; no people in it</source>
        <translation>Những gì đã sửa, có chữ ký số, kèm tệp Excel cho từng xã và nơi nhận để điền; không có thông tin người</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <source>&amp;Key</source>
        <translation>&amp;Khóa ký</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <source>Open a receipt</source>
        <translation>Mở phiếu phản hồi</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <source>Package {name}</source>
        <translation>Gói dữ liệu {name}</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <source>No edits are ready to leave: no package was made.</source>
        <translation>Không có thay đổi nào đủ điều kiện gửi: không tạo gói.</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <source>Package {number} with {count} records: {path}</source>
        <translation>Gói số {number} với {count} hồ sơ: {path}</translation>
    </message>
    <message>
        <location filename="../ui/sync_packages.py"/>
        <source>Exporting a package</source>
        <translation>Đang xuất gói dữ liệu</translation>
    </message>
    <message>
        <location filename="../ui/sync_page.py"/>
        <location filename="../ui/tool_box.py"/>
        <source>Guards put back, tables of newer versions added, after a backup</source>
        <translation>Khôi phục các chốt bảo vệ, thêm bảng của phiên bản mới, sau khi sao lưu</translation>
    </message>
    <message>
        <location filename="../ui/sync_page.py"/>
        <source>Sync</source>
        <translation>Đồng bộ</translation>
    </message>
    <message>
        <location filename="../ui/sync_page.py"/>
        <location filename="../ui/tool_box.py"/>
        <source>The register is in order.</source>
        <translation>Sổ không có lỗi.</translation>
    </message>
    <message>
        <location filename="../ui/sync_page.py"/>
        <location filename="../ui/tool_box.py"/>
        <source>Checking the register</source>
        <translation>Đang kiểm tra sổ</translation>
    </message>
    <message>
        <location filename="../ui/sync_page.py"/>
        <source>Writing into the register</source>
        <translation>Đang ghi vào sổ</translation>
    </message>
    <message>
        <location filename="../ui/sync_page.py"/>
        <source>Submitted again: the next sync sends it.</source>
        <translation>Đã nộp lại: lần đồng bộ sau sẽ gửi.</translation>
    </message>
    <message>
        <location filename="../ui/sync_page.py"/>
        <source>This register was made before there was a sync: check and upgrade it first.</source>
        <translation>Sổ này được tạo trước khi có chức năng đồng bộ: hãy kiểm tra và nâng cấp trước.</translation>
    </message>
    <message>
        <location filename="../ui/sync_personal.py"/>
        <source>Personal data: none goes to this registry.</source>
        <translation>Dữ liệu cá nhân: không gửi gì tới nền tảng này.</translation>
    </message>
    <message>
        <location filename="../ui/sync_personal.py"/>
        <source>Personal data: {fields} of each person go to {recipient}. Legal basis: {basis}. Purpose: {purpose}. It may be kept until {day}. Each sending is recorded.</source>
        <translation>Dữ liệu cá nhân: {fields} của từng người được gửi tới {recipient}. Căn cứ pháp lý: {basis}. Mục đích: {purpose}. Được lưu đến hết ngày {day}. Mỗi lần gửi đều được ghi lại.</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Registry and account</source>
        <translation>Nền tảng và tài khoản</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Test the connection</source>
        <translation>Thử kết nối</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Asks the registry who we are and what it can do; sends nothing of the register</source>
        <translation>Hỏi nền tảng xem tài khoản là ai và nền tảng làm được gì; không gửi gì của sổ</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Reserve codes…</source>
        <translation>Xin dải số…</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Has the registry reserve a block of numbers for a commune, and enters it</source>
        <translation>Xin nền tảng giữ một dải số cho xã và nhập vào sổ</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>&amp;Address</source>
        <translation>Đị&amp;a chỉ</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Acc&amp;ount</source>
        <translation>Tài kh&amp;oản</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Asking the registry…</source>
        <translation>Đang hỏi nền tảng…</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>The registry is being asked.</source>
        <translation>Đang hỏi nền tảng.</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Testing the connection</source>
        <translation>Đang thử kết nối</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Reserved and entered: {blocks}.</source>
        <translation>Đã giữ và nhập: {blocks}.</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Reserving codes</source>
        <translation>Đang xin dải số</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Connected.</source>
        <translation>Đã kết nối.</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Account: {account} ({roles})</source>
        <translation>Tài khoản: {account} ({roles})</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>It does not take personal data: none is sent.</source>
        <translation>Nền tảng không nhận dữ liệu cá nhân: không gửi.</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Enter the registry's address first.</source>
        <translation>Nhập địa chỉ nền tảng trước.</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>This is no web address: it begins with https://.</source>
        <translation>Đây không phải địa chỉ web: địa chỉ bắt đầu bằng https://.</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>Take user name, password and token out of the address: choose an account.</source>
        <translation>Bỏ tên đăng nhập, mật khẩu và mã truy cập khỏi địa chỉ: hãy chọn tài khoản.</translation>
    </message>
    <message>
        <location filename="../ui/sync_registry.py"/>
        <source>With http:// the account can be read on the way: use https:// where you can.</source>
        <translation>Với http://, tài khoản có thể bị đọc trộm trên đường truyền: nên dùng https://.</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Fetch what is new there, then send what has changed here</source>
        <translation>Nhận những gì mới, rồi gửi những gì đã sửa tại đây</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Send what has changed here</source>
        <translation>Gửi những gì đã sửa tại đây</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Fetch what is new there; nothing is sent</source>
        <translation>Nhận những gì mới; không gửi gì</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Off: only what was submitted before is sent. Once submitted, the registry decides.</source>
        <translation>Tắt: chỉ gửi hồ sơ đã nộp. Từ khi nộp, nền tảng quyết định.</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Go on with this copy…</source>
        <translation>Tiếp tục với bản này…</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Everything at the registry is read anew first; then the edits here are sent</source>
        <translation>Đọc lại toàn bộ từ nền tảng trước, rồi gửi những gì đã sửa tại đây</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Send anew what it lost…</source>
        <translation>Gửi lại phần đã mất…</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Everything at the registry is read, and what it once accepted and lost is sent</source>
        <translation>Đọc toàn bộ dữ liệu trên nền tảng, rồi gửi lại những gì nền tảng từng tiếp nhận và đã mất</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Note to this sync (no names of people)</source>
        <translation>Ghi chú cho lần đồng bộ (không ghi tên người)</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Go on</source>
        <translation>Tiếp tục</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Is this register, an older copy, the one to work with from now on?</source>
        <translation>Từ nay làm việc với sổ này, vốn là một bản cũ hơn?</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Nobody may go on with the other file: two copies work against each other.</source>
        <translation>Không ai được tiếp tục với tệp kia: hai bản sẽ làm sai lẫn nhau.</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Send anew</source>
        <translation>Gửi lại</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Has the registry's keeper said that its newer data is lost for good?</source>
        <translation>Đơn vị quản lý nền tảng đã xác nhận dữ liệu mới hơn bị mất hẳn chưa?</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>If the newer data comes back later, wait for it. What was verified or issued since has to be verified there again; codes stay. Where somebody has worked on the older state, you choose.</source>
        <translation>Nếu dữ liệu mới hơn sẽ được đưa trở lại thì hãy chờ. Những gì đã xác thực hoặc đã cấp từ đó đến nay phải xác thực lại trên nền tảng; mã địa chỉ giữ nguyên. Nơi đã có người sửa trên trạng thái cũ, bạn sẽ chọn.</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>The logins are locked: enter the master password of QGIS.</source>
        <translation>Kho tài khoản đang khóa: nhập mật khẩu chính của QGIS.</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Sync: {direction}</source>
        <translation>Đồng bộ: {direction}</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Stopped. What has been sent stays sent; the rest goes on with the next sync.</source>
        <translation>Đã dừng. Những gì đã gửi vẫn giữ nguyên; phần còn lại tiếp tục ở lần đồng bộ sau.</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>So many edits go quicker as a package (below); a sync can be cancelled any time.</source>
        <translation>Nhiều thay đổi như vậy gửi bằng gói dữ liệu (bên dưới) nhanh hơn; đồng bộ thì dừng lúc nào cũng được.</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>Both sides agree: nothing was to be done.</source>
        <translation>Hai bên đã khớp: không có gì phải làm.</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>{count} edits wait, the oldest for {age}</source>
        <translation>{count} thay đổi chờ gửi, lâu nhất {age}</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>{count} edits wait</source>
        <translation>{count} thay đổi chờ gửi</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>{count} complete, not submitted yet</source>
        <translation>{count} đủ thông tin, chưa nộp</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>{count} on their way</source>
        <translation>{count} đang trên đường</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>{count} without an answer</source>
        <translation>{count} chưa có trả lời</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>{count} conflicts</source>
        <translation>{count} xung đột</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>{count} rejected</source>
        <translation>{count} bị trả lại</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>{count} failed five times</source>
        <translation>{count} gửi năm lần không được</translation>
    </message>
    <message>
        <location filename="../ui/sync_run.py"/>
        <source>No edits wait.</source>
        <translation>Không có thay đổi chờ gửi.</translation>
    </message>
    <message>
        <location filename="../ui/sync_views.py"/>
        <source>Waiting</source>
        <translation>Chờ gửi</translation>
    </message>
    <message>
        <location filename="../ui/sync_views.py"/>
        <source>On their way</source>
        <translation>Đang gửi</translation>
    </message>
    <message>
        <location filename="../ui/sync_views.py"/>
        <source>New at the registry</source>
        <translation>Mới với nền tảng</translation>
    </message>
    <message>
        <location filename="../ui/sync_views.py"/>
        <source>{count} tries</source>
        <translation>{count} lần thử</translation>
    </message>
    <message>
        <location filename="../ui/sync_views.py"/>
        <source>Sent back by the verifier, {time}</source>
        <translation>Người xác thực trả lại, {time}</translation>
    </message>
    <message>
        <location filename="../ui/sync_views.py"/>
        <source>Refused by the registry, {time}</source>
        <translation>Nền tảng từ chối, {time}</translation>
    </message>
    <message>
        <location filename="../ui/sync_views.py"/>
        <source>nothing to do</source>
        <translation>không có gì phải làm</translation>
    </message>
    <message>
        <location filename="../ui/sync_views.py"/>
        <source>not finished</source>
        <translation>chưa xong</translation>
    </message>
    <message>
        <location filename="../ui/sync_views.py"/>
        <source>The next sync goes on with it by itself.</source>
        <translation>Lần đồng bộ sau tự xử lý tiếp.</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Receipt</source>
        <translation>Phiếu phản hồi</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Waits to be sent</source>
        <translation>Chờ gửi</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Being sent</source>
        <translation>Đang gửi</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Taken by the registry</source>
        <translation>Nền tảng đã nhận</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Received by the registry, answer to come</source>
        <translation>Đã đến nơi, chờ trả lời</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>No answer: the registry is asked again</source>
        <translation>Chưa có trả lời: sẽ hỏi lại</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Conflict</source>
        <translation>Xung đột</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Tried again later</source>
        <translation>Sẽ gửi lại sau</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Paused</source>
        <translation>Tạm dừng</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Level L0: it only takes records; nothing protects against overwriting, and nothing can be fetched.</source>
        <translation>Mức L0: chỉ nhận bản ghi; không có gì chống ghi đè, và không tải về được gì.</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Level L1: each record is compared before it is sent; nothing can be fetched.</source>
        <translation>Mức L1: mỗi bản ghi được đối chiếu trước khi gửi; không tải về được gì.</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Level L2: it never overwrites newer records; repeated writes are not noticed, nothing can be fetched.</source>
        <translation>Mức L2: không ghi đè bản ghi mới hơn; không nhận ra lần ghi lặp, và không tải về được gì.</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Level L3: complete; it may be synced unattended.</source>
        <translation>Mức L3: đầy đủ; có thể đồng bộ tự động không cần người theo dõi.</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>sent</source>
        <translation>đã gửi</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>received</source>
        <translation>đã nhận</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>merged</source>
        <translation>đã gộp</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>conflicts</source>
        <translation>xung đột</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>not ready</source>
        <translation>chưa đủ điều kiện</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>without an answer</source>
        <translation>chưa có trả lời</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>submitted</source>
        <translation>đã nộp</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>still waiting</source>
        <translation>còn chờ</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>lost there</source>
        <translation>bị mất trên nền tảng</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>with personal data</source>
        <translation>kèm dữ liệu cá nhân</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>Stage</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>{count} days</source>
        <translation>{count} ngày</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>{count} hours</source>
        <translation>{count} giờ</translation>
    </message>
    <message>
        <location filename="../ui/sync_words.py"/>
        <source>{count} minutes</source>
        <translation>{count} phút</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>Targets and progress</source>
        <translation>Chỉ tiêu và tiến độ</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>What the list, the trend and the map below show.</source>
        <translation>Chỉ số mà danh sách, xu hướng và bản đồ dưới đây thể hiện.</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>Change</source>
        <translation>Tăng/giảm</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>Show on the map</source>
        <translation>Xem trên bản đồ</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>Colours the communes by this indicator; a map theme is made for each of them.</source>
        <translation>Tô màu các xã theo chỉ số này; mỗi chỉ số có một chủ đề bản đồ.</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>Report of the month…</source>
        <translation>Báo cáo tháng…</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>Table, document and letters; the figures are kept for the trend.</source>
        <translation>Biểu, văn bản và công văn; số liệu được lưu để xem xu hướng.</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>The counting is under way.</source>
        <translation>Đang tính số liệu.</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>Counting the progress</source>
        <translation>Đang tính tiến độ</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>People of a register on a server stay there: the report of the month counts them.</source>
        <translation>Người trong sổ trên máy chủ chỉ nằm ở máy chủ: báo cáo tháng sẽ đếm.</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>today</source>
        <translation>hôm nay</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>The trend begins with the first report of the month, which keeps its figures.</source>
        <translation>Xu hướng bắt đầu từ báo cáo tháng đầu tiên, khi số liệu được lưu.</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>Map applications are named in the report profile, or in the report.</source>
        <translation>Ứng dụng bản đồ được khai trong cấu hình báo cáo, hoặc khi lập báo cáo.</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>Looking for what is missing</source>
        <translation>Đang tìm đối tượng còn thiếu</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>{what}: nothing is missing.</source>
        <translation>{what}: không còn thiếu.</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>{what}: {count} are missing. Add the register's layers to the map to see them.</source>
        <translation>{what}: còn thiếu {count}. Hãy thêm các lớp của sổ vào bản đồ để xem.</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>{what}: {count} are missing.</source>
        <translation>{what}: còn thiếu {count}.</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>The first {shown} are selected.</source>
        <translation>Đã chọn {shown} đối tượng đầu.</translation>
    </message>
    <message>
        <location filename="../ui/targets_box.py"/>
        <source>The communes of the register cannot be opened.</source>
        <translation>Không mở được lớp xã của sổ địa chỉ.</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Names and telephones are kept apart and masked; each step is recorded.</source>
        <translation>Họ tên, điện thoại được để riêng và che bớt; mọi việc đều được ghi lại.</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>People (personal data)</source>
        <translation>Dữ liệu cá nhân</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Take in people…</source>
        <translation>Nhận dữ liệu…</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Owners from a land layer; the legal basis is asked for</source>
        <translation>Chủ sở hữu từ lớp địa chính; phải nêu căn cứ pháp lý</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Erase a person…</source>
        <translation>Xóa dữ liệu một người…</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>One person's data, everywhere in the register; looks first</source>
        <translation>Dữ liệu của một người ở mọi chỗ trong sổ; xem trước rồi mới xóa</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Past their date…</source>
        <translation>Quá hạn lưu giữ…</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Whose data has been kept long enough</source>
        <translation>Dữ liệu của ai đã hết hạn lưu giữ</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Care of the register</source>
        <translation>Chăm sóc sổ</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Check and upgrade</source>
        <translation>Kiểm tra và nâng cấp</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Field profile…</source>
        <translation>Cấu hình trường…</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Fields and words of the province; what is filled in stays</source>
        <translation>Các trường và từ ngữ của tỉnh; dữ liệu đã điền giữ nguyên</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Powers…</source>
        <translation>Phân quyền…</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Who may declare, create and verify addresses</source>
        <translation>Ai được khai báo, tạo lập, xác thực địa chỉ</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Checked; {count} problems need a person.</source>
        <translation>Đã kiểm tra; {count} vấn đề cần người xem xét.</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>Looking at the register's guards</source>
        <translation>Đang xem các chốt bảo vệ của sổ</translation>
    </message>
    <message>
        <location filename="../ui/tool_box.py"/>
        <source>{count} of the register's guards are off or of an older version: check it.</source>
        <translation>{count} chốt bảo vệ của sổ đang tắt hoặc thuộc phiên bản cũ: hãy kiểm tra sổ.</translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>Nothing has been applied that could be undone.</source>
        <translation>Chưa có lần áp dụng nào để hoàn tác.</translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>The register goes back to the state before. Codes that have left this computer meanwhile (exported, printed, synced) are never given again.</source>
        <translation>Sổ địa chỉ trở về trạng thái trước đó. Mã đã ra khỏi máy này (xuất, in, đồng bộ) sẽ không bao giờ cấp lại.</translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>Undo it</source>
        <translation>Hoàn tác</translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>The last apply is undone.</source>
        <translation>Đã hoàn tác lần áp dụng gần nhất.</translation>
    </message>
    <message>
        <location filename="../ui/undo_step.py"/>
        <source>Undoing the last apply</source>
        <translation>Đang hoàn tác lần áp dụng gần nhất</translation>
    </message>
    <message>
        <location filename="../ui/units_step.py"/>
        <source>Flats and stalls</source>
        <translation>Căn hộ và gian hàng</translation>
    </message>
    <message>
        <location filename="../ui/units_step.py"/>
        <source>Add the units</source>
        <translation>Thêm các căn/gian</translation>
    </message>
    <message>
        <location filename="../ui/units_step.py"/>
        <source>Preview the units</source>
        <translation>Xem trước</translation>
    </message>
    <message>
        <location filename="../ui/units_step.py"/>
        <source>How many there are (25), or which: 1-12, 12A, 14-25.</source>
        <translation>Có bao nhiêu tầng (25), hoặc những tầng nào: 1-12, 12A, 14-25.</translation>
    </message>
    <message>
        <location filename="../ui/units_step.py"/>
        <source>Instead of floors: stalls or rooms by name; a floor stands before a colon.</source>
        <translation>Thay cho số tầng: tên từng gian, phòng; tầng đứng trước dấu hai chấm.</translation>
    </message>
    <message>
        <location filename="../ui/units_step.py"/>
        <source>&amp;Floors</source>
        <translation>&amp;Tầng</translation>
    </message>
    <message>
        <location filename="../ui/units_step.py"/>
        <source>&amp;Units per floor</source>
        <translation>&amp;Số căn mỗi tầng</translation>
    </message>
    <message>
        <location filename="../ui/units_step.py"/>
        <source>or a &amp;list</source>
        <translation>hoặc &amp;danh sách</translation>
    </message>
    <message>
        <location filename="../ui/units_step.py"/>
        <source>Give floors or a list, not both.</source>
        <translation>Ghi số tầng hoặc danh sách, không ghi cả hai.</translation>
    </message>
    <message>
        <location filename="../ui/units_step.py"/>
        <source>Say which floors there are and how many units each has, or give a list.</source>
        <translation>Hãy ghi các tầng và số căn mỗi tầng, hoặc ghi danh sách.</translation>
    </message>
</context>
</TS>
